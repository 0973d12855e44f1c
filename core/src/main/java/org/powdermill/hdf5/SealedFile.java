package org.powdermill.hdf5;

import java.nio.file.Path;
import java.util.SortedMap;

/**
 * An open file whose attributes, and the checksums of whose arrays, are as they were written.
 *
 * @param path where it lies
 * @param container the open file
 * @param bytes its length
 * @param attributes attributes of its root
 * @param arrays names and checksums of its arrays
 */
record SealedFile(
    Path path,
    Hdf5Container container,
    long bytes,
    AttributeReader attributes,
    SortedMap<String, String> arrays) {

  ShardException damaged(String object, String fault) {
    return ShardException.damaged(path, object, fault);
  }
}
