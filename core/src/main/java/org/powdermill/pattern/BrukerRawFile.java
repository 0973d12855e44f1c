package org.powdermill.pattern;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Reads binary .raw of Bruker, little endian, one range.
 *
 * <p>RAW1.01: Bruker AXS, DIFFRAC plus XCH 5.0 User's Manual (2002), appendix A: a header of 712
 * bytes with the number of ranges at 12; for each range a header with its length at 0, points at 4,
 * start of 2theta at 16, step at 176, varying parameters at 248, bytes of a point at 252,
 * supplementary bytes at 256, wavelength at 240; then the points, whose first four bytes are the
 * intensity.
 *
 * <p>RAW4.00: no manual is public; the layout is that on which the open programs xylib and GSAS-II
 * agree: 61 bytes, segments of kind and length, and as kind 0 or 160 a range of 160 bytes with the
 * kind of scan at 32, start at 72, step at 80, points at 88, wavelength at 112, bytes of a point at
 * 136, further bytes of the header at 140.
 */
final class BrukerRawFile {

  private static final int HEADER_1 = 712;
  private static final int LEAST_RANGE_1 = 260;
  private static final int HEADER_4 = 61;
  private static final int RANGE_4 = 160;
  private static final int SCAN_NAME = 24;
  private static final int LARGEST_POINT = 1024;
  private static final int MEASURED_ANGLES = 1;

  /** Kinds of scan whose angle is 2theta. */
  private static final Set<String> OF_TWO_THETA =
      Set.of("locked coupled", "unlocked coupled", "2theta", "detector scan", "psd fast scan");

  private final ByteBuffer bytes;

  private BrukerRawFile(byte[] content) {
    this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether a file begins as one of any version. */
  static boolean isRaw(byte[] content) {
    String start = start(content, 4);
    return start.equals("RAW ") || start.matches("RAW[0-9]");
  }

  private static String start(byte[] content, int length) {
    return new String(content, 0, Math.min(length, content.length), StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads a file.
   *
   * @throws MeasurementException if it is another version, cut off, or no scan of 2theta
   */
  static MeasuredPattern read(byte[] content) {
    BrukerRawFile file = new BrukerRawFile(content);
    try {
      return switch (start(content, 7)) {
        case "RAW1.01" -> file.version1();
        case "RAW4.00" -> file.version4();
        default ->
            throw new MeasurementException(
                "is a .raw of version %s: only RAW1.01 and RAW4.00 are read; export it as .xy"
                    .formatted(PlainText.oneLine(start(content, 7))));
      };
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new MeasurementException("ends too early", e);
    }
  }

  private MeasuredPattern version1() {
    int ranges = bytes.getInt(12);
    if (ranges != 1) {
      throw new MeasurementException("holds %d ranges: export one as .xy".formatted(ranges));
    }
    long length = Integer.toUnsignedLong(bytes.getInt(HEADER_1));
    if (length < LEAST_RANGE_1) {
      throw new MeasurementException("the range has a header of %d bytes".formatted(length));
    }
    if ((bytes.getInt(HEADER_1 + 248) & MEASURED_ANGLES) != 0) {
      throw new MeasurementException("the angles are not equidistant: export it as .xy");
    }
    long data = HEADER_1 + length + Integer.toUnsignedLong(bytes.getInt(HEADER_1 + 256));
    int pointBytes = Math.max(Float.BYTES, bytes.getInt(HEADER_1 + 252));
    return pattern(
        new Range(
            bytes.getDouble(HEADER_1 + 16),
            bytes.getDouble(HEADER_1 + 176),
            bytes.getInt(HEADER_1 + 4),
            bytes.getDouble(HEADER_1 + 240)),
        data,
        pointBytes);
  }

  private MeasuredPattern version4() {
    long at = HEADER_4;
    int kind = bytes.getInt((int) at);
    while (kind != 0 && kind != RANGE_4) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
      if (length < 8) {
        throw new MeasurementException("a segment has a length of %d bytes".formatted(length));
      }
      at = requireInside(at + length);
      kind = bytes.getInt((int) at);
    }
    int range = (int) at;
    requireTwoTheta(range);
    Range found =
        new Range(
            bytes.getDouble(range + 72),
            bytes.getDouble(range + 80),
            bytes.getInt(range + 88),
            bytes.getDouble(range + 112));
    int pointBytes = bytes.getInt(range + 136);
    long data = at + RANGE_4 + Integer.toUnsignedLong(bytes.getInt(range + 140));
    MeasuredPattern pattern = pattern(found, data, pointBytes);
    long end = data + (long) pointBytes * found.points();
    if (end + RANGE_4 <= bytes.limit() && isRangeKind(bytes.getInt((int) end))) {
      throw new MeasurementException("holds several ranges: export one as .xy");
    }
    return pattern;
  }

  private static boolean isRangeKind(int kind) {
    return kind == 0 || kind == RANGE_4;
  }

  private void requireTwoTheta(int range) {
    byte[] name = new byte[SCAN_NAME];
    bytes.get(range + 32, name);
    String scan = PlainText.oneLine(new String(name, StandardCharsets.ISO_8859_1)).strip();
    if (!OF_TWO_THETA.contains(scan.toLowerCase(Locale.ROOT))) {
      throw new MeasurementException(
          "the scan '%s' is not known as one of 2theta: export it as .xy".formatted(scan));
    }
  }

  private record Range(double start, double step, int points, double wavelength) {}

  private MeasuredPattern pattern(Range range, long data, int pointBytes) {
    MeasuredPattern.requireFewPoints(range.points());
    if (pointBytes < Float.BYTES || pointBytes > LARGEST_POINT) {
      throw new MeasurementException("a point has %d bytes".formatted(pointBytes));
    }
    requireInside(data + (long) range.points() * pointBytes);
    double[] intensities = new double[range.points()];
    for (int i = 0; i < intensities.length; i++) {
      intensities[i] = bytes.getFloat((int) data + i * pointBytes);
    }
    return MeasuredPattern.equidistant(
        range.start(), range.step(), intensities, WavelengthRange.of(range.wavelength()));
  }

  private long requireInside(long end) {
    if (end > bytes.limit()) {
      throw new MeasurementException(
          "ends too early: %d bytes, want %d".formatted(bytes.limit(), end));
    }
    return end;
  }
}
