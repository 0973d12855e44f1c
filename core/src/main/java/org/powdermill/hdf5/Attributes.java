package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes attributes, little endian; and the seal over all of them. */
final class Attributes {

  /** Name of the attribute that holds a checksum: of an array, or of the file. */
  static final String CHECKSUM = "checksum";

  /** Longest attribute that is read, bytes. */
  static final int LIMIT = 1 << 16;

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

  /**
   * Checksum of the file: of every attribute of the root but this one (name, NUL, bytes of the
   * value), then of every data set (name, NUL, text of its checksum), each in the order of names.
   */
  static String seal(Hdf5Container file) {
    Checksum checksum = new Checksum();
    for (String name : file.attributes(Hdf5Container.ROOT)) {
      if (!name.equals(CHECKSUM)) {
        checksum.update(name, file.readAttribute(Hdf5Container.ROOT, name, LIMIT));
      }
    }
    for (String name : file.names()) {
      checksum.update(name, file.readAttribute(name, CHECKSUM, LIMIT));
    }
    return checksum.toString();
  }
}
