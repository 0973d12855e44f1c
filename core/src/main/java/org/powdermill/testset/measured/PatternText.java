package org.powdermill.testset.measured;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.powdermill.files.AtomicFile;

/**
 * Reads a pattern from text: two columns, angle 2theta in degrees and intensity, separated by white
 * space, comma or semicolon; more columns are not looked at. Lines that begin with {@code #}, and
 * those before the first numbers, are comments.
 */
final class PatternText {

  /** Bytes of a file. */
  private static final long MAX_BYTES = 64L << 20;

  private static final int MAX_HEADER_LINES = 100;
  private static final int MAX_NAME = 200;

  private PatternText() {}

  static MeasuredPattern read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new MeasurementException("has more than %d bytes".formatted(MAX_BYTES));
      }
      // Any byte is a character of Latin-1: comments may be in any encoding.
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new MeasurementException("cannot be read: " + AtomicFile.reason(e), e);
    }
  }

  private static MeasuredPattern parse(String text) {
    double[] twoTheta = new double[1024];
    double[] intensity = new double[1024];
    int count = 0;
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      String[] columns = content.split("[\\s,;]+", 3);
      if (columns.length < 2 || !(isNumber(columns[0]) && isNumber(columns[1]))) {
        if (count > 0 || number > MAX_HEADER_LINES) {
          throw new MeasurementException(
              "line %d is not an angle and an intensity".formatted(number));
        }
        continue;
      }
      if (count == twoTheta.length) {
        twoTheta = Arrays.copyOf(twoTheta, 2 * count);
        intensity = Arrays.copyOf(intensity, 2 * count);
      }
      twoTheta[count] = Double.parseDouble(columns[0]);
      intensity[count++] = Double.parseDouble(columns[1]);
    }
    return new MeasuredPattern(Arrays.copyOf(twoTheta, count), Arrays.copyOf(intensity, count));
  }

  private static boolean isNumber(String text) {
    return text.length() < 40 && text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  }

  /** A name from a file, as one printable line of bounded length. */
  static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > MAX_NAME ? line.substring(0, MAX_NAME) : line;
  }
}
