package org.powdermill.hdf5;

import java.nio.file.Path;
import java.util.List;

/**
 * An open file whose attributes, and the checksums of whose arrays, are as they were written.
 *
 * @param path where it lies
 * @param container the open file
 * @param bytes its length
 * @param arrays names of its arrays
 */
record SealedFile(Path path, Hdf5Container container, long bytes, List<String> arrays) {

  ShardException damaged(String object, String fault) {
    return ShardException.damaged(path, object, fault);
  }
}
