package org.powdermill.hdf5.model;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Names and sums that writer and reader have in common. */
final class ModelObjects {

  static final String CLASSES = "classes";
  static final String CHECKSUM = "checksum";
  static final String STEPS = "steps";

  static final List<String> TEXTS =
      List.of(
          "format",
          "format_version",
          "writer_version",
          "network",
          "preprocessing",
          "statistics_digest",
          "training",
          "optimizer");

  static final List<String> REALS =
      List.of("wavelength", "two_theta_min", "two_theta_max", "two_theta_step");

  private ModelObjects() {}

  /** Names of the attributes that the checksum of the file covers. */
  static List<String> attributes() {
    return Stream.of(TEXTS, REALS, List.of(STEPS)).flatMap(Collection::stream).sorted().toList();
  }

  /** CRC-32 as in zlib and PNG: {@code crc32:} and eight hexadecimal digits. */
  static String checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return "crc32:%08x".formatted(crc.getValue());
  }

  /**
   * Checksum of the file: of every attribute (name, NUL, bytes of the value), then of every array
   * (path, NUL, text of its checksum), each in the order of names.
   */
  static String seal(SortedMap<String, byte[]> attributes, SortedMap<String, String> arrays) {
    CRC32 crc = new CRC32();
    attributes.forEach((name, value) -> update(crc, name, value));
    arrays.forEach((path, sum) -> update(crc, path, sum.getBytes(StandardCharsets.UTF_8)));
    return "crc32:%08x".formatted(crc.getValue());
  }

  private static void update(CRC32 crc, String name, byte[] value) {
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    crc.update(0);
    crc.update(value);
  }

  /** Each thread that calls the library silences its chatter; errors are exceptions. */
  static void quiet() {
    int unused = H5.H5error_off();
  }

  /** A text of a fixed length, UTF-8, padded with NULs; whoever asks closes the type. */
  static long openText(int bytes) {
    long type = H5.H5Tcopy(HDF5Constants.H5T_C_S1);
    H5.H5Tset_size(type, bytes);
    H5.H5Tset_strpad(type, HDF5Constants.H5T_STR_NULLPAD);
    H5.H5Tset_cset(type, HDF5Constants.H5T_CSET_UTF8);
    return type;
  }
}
