package org.powdermill.tests.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.powdermill.pattern.MeasurementException;
import org.powdermill.testset.measured.MeasuredPatterns;

/** Measured patterns as NumPy's archive, of whose arrays one is damaged. */
final class NpzFormat {

  private static final int ROWS = 2;
  private static final int POINTS = 200;
  private static final List<String> NAMES = List.of("intensity", "two_theta", "space_group", "id");

  private NpzFormat() {}

  static ForeignFormat format() {
    return new ForeignFormat(
        "npz",
        "a.npz",
        false,
        NAMES.stream().map(NpzFormat::array).toList(),
        NpzFormat::zip,
        NpzFormat::read);
  }

  /** An array of format 1.0: 64-bit reals, or text for the ids. */
  private static byte[] array(String name) {
    String shape =
        switch (name) {
          case "intensity" -> "(%d, %d)".formatted(ROWS, POINTS);
          case "two_theta" -> "(%d,)".formatted(POINTS);
          default -> "(%d,)".formatted(ROWS);
        };
    boolean isText = name.equals("id");
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(isText ? "<U4" : "<f8", shape);
    header = header + " ".repeat(118 - 1 - header.length()) + "\n";
    int count = name.equals("intensity") ? ROWS * POINTS : name.equals("two_theta") ? POINTS : ROWS;
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + count * (isText ? 16 : 8))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < count; i++) {
      switch (name) {
        case "id" -> bytes.putInt('a').putInt('0' + i).putLong(0);
        case "two_theta" -> bytes.putDouble(5 + i * 0.4);
        case "space_group" -> bytes.putDouble(225 - i);
        default -> bytes.putDouble(1 + i % 37);
      }
    }
    return bytes.array();
  }

  /** The content takes the place of the array whose length is most like its own. */
  private static byte[] zip(byte[] content, SplittableRandom random) throws IOException {
    String damaged =
        NAMES.stream()
            .min(
                (one, other) ->
                    Integer.compare(
                        Math.abs(array(one).length - content.length),
                        Math.abs(array(other).length - content.length)))
            .orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : NAMES) {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(name.equals(damaged) ? content : array(name));
      }
    }
    return bytes.toByteArray();
  }

  private static Optional<String> read(Path file) {
    String place = file.toString();
    try {
      MeasuredPatterns patterns = MeasuredPatterns.open(file);
      for (int pattern = 0; pattern < patterns.count(); pattern++) {
        place = file + " " + patterns.label(pattern).id();
        patterns.read(pattern);
      }
      return Optional.empty();
    } catch (MeasurementException e) {
      return Optional.of(
          e.getMessage().contains(file + "") ? e.getMessage() : place + ": " + e.getMessage());
    }
  }
}
