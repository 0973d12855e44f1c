package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes attributes, little endian; and the seal over all of them. */
final class Attributes {

  /** Name of the attribute that holds a checksum: of an array, or of the file. */
  static final String CHECKSUM = "checksum";

  /** Longest attribute that is read, bytes. */
  static final int LIMIT = 1 << 16;

  /**
   * Names of the attributes that list the sealed attributes and arrays. To ask the library for
   * names takes longer than all else at opening, and risks the process: on a damaged file HDF5
   * 1.10.8 frees memory that it never took.
   */
  static final String ATTRIBUTES = "attributes";

  static final String ARRAYS = "arrays";

  /** What any version has. */
  private static final List<String> IN_EVERY_VERSION = List.of("format", "format_version");

  private static final Hdf5Container.Attribute FOREIGN =
      new Hdf5Container.Attribute(ElementType.text(0), new byte[0]);

  private static final int MAX_NAMES = 256;

  private Attributes() {}

  /** Writes a text at the file, for its root, or at a data set. */
  static void writeText(long object, String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Hdf5Container.writeAttribute(object, name, ElementType.text(bytes.length), bytes);
  }

  static void writeLong(Hdf5Container file, String name, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(value);
    Hdf5Container.writeAttribute(file.id(), name, ElementType.INT64, bytes.array());
  }

  static void writeDoubles(Hdf5Container file, String name, double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    Hdf5Container.writeAttribute(file.id(), name, ElementType.FLOAT64, bytes.array());
  }

  /** The listed attributes of the root; without those of a type that no attribute of ours has. */
  static SortedMap<String, Hdf5Container.Attribute> ofRoot(Hdf5Container file) {
    SortedSet<String> names = new TreeSet<>(IN_EVERY_VERSION);
    names.add(CHECKSUM);
    Hdf5Container.readAttribute(file.id(), ATTRIBUTES, LIMIT)
        .ifPresent(list -> names.addAll(names(new String(list.value(), StandardCharsets.UTF_8))));
    SortedMap<String, Hdf5Container.Attribute> found = new TreeMap<>();
    for (String name : names) {
      Hdf5Container.readAttribute(file.id(), name, LIMIT)
          .ifPresent(attribute -> found.put(name, attribute));
    }
    return found;
  }

  /** Names that an attribute lists. */
  static List<String> names(String list) {
    return List.of(list.split(",", MAX_NAMES));
  }

  /** The checksums that are written at arrays, by name; empty where there is none. */
  static SortedMap<String, String> checksums(Hdf5Container file, List<String> arrays) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String name : arrays) {
      OptionalLong dataSet = file.dataSet(name);
      found.put(name, dataSet.isEmpty() ? "" : checksum(dataSet.getAsLong()));
    }
    return found;
  }

  private static String checksum(long dataSet) {
    byte[] value = Hdf5Container.readAttribute(dataSet, CHECKSUM, LIMIT).orElse(FOREIGN).value();
    return new String(value, StandardCharsets.UTF_8);
  }

  /**
   * Checksum of the file: of every listed attribute of the root but this one (name, NUL, bytes of
   * the value), then of every array (name, NUL, text of its checksum), each in the order of names.
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
