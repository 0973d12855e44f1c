package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes attributes, little endian; and the seal over all of them. */
final class Attributes {

  /** Name of the attribute that holds a checksum: of an array, or of the file. */
  static final String CHECKSUM = "checksum";

  /** Longest attribute that is read, bytes. */
  static final int LIMIT = 1 << 16;

  /**
   * Name of the attribute that lists the arrays. To ask the library for the names in a group is to
   * risk the process: on a damaged file HDF5 1.10.8 frees memory that it never took.
   */
  static final String ARRAYS = "arrays";

  private static final Hdf5Container.Attribute FOREIGN =
      new Hdf5Container.Attribute(ElementType.text(0), new byte[0]);

  private Attributes() {}

  static void writeText(Hdf5Container file, String object, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    file.writeAttribute(object, name, ElementType.text(bytes.length), bytes);
  }

  static void writeLong(Hdf5Container file, String name, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(value);
    file.writeAttribute(Hdf5Container.ROOT, name, ElementType.INT64, bytes.array());
  }

  static void writeDoubles(Hdf5Container file, String name, double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    file.writeAttribute(Hdf5Container.ROOT, name, ElementType.FLOAT64, bytes.array());
  }

  /** All attributes of the root; those of a type that no attribute of ours has are empty. */
  static SortedMap<String, Hdf5Container.Attribute> ofRoot(Hdf5Container file) {
    SortedMap<String, Hdf5Container.Attribute> found = new TreeMap<>();
    for (String name : file.attributes(Hdf5Container.ROOT)) {
      found.put(name, file.readAttribute(Hdf5Container.ROOT, name, LIMIT).orElse(FOREIGN));
    }
    return found;
  }

  /** The checksums that are written at arrays, by name; empty where there is none. */
  static SortedMap<String, String> checksums(Hdf5Container file, List<String> arrays) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String name : arrays) {
      byte[] value = file.readAttribute(name, CHECKSUM, LIMIT).orElse(FOREIGN).value();
      found.put(name, new String(value, StandardCharsets.UTF_8));
    }
    return found;
  }

  /**
   * Checksum of the file: of every attribute of the root but this one (name, NUL, bytes of the
   * value), then of every array (name, NUL, text of its checksum), each in the order of names.
   */
  static String seal(
      SortedMap<String, Hdf5Container.Attribute> root, SortedMap<String, String> arrays) {
    Checksum checksum = new Checksum();
    root.forEach(
        (name, attribute) -> {
          if (!name.equals(CHECKSUM)) {
            checksum.update(name, attribute.value());
          }
        });
    arrays.forEach((name, text) -> checksum.update(name, text.getBytes(StandardCharsets.UTF_8)));
    return checksum.toString();
  }
}
