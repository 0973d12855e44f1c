package org.powdermill.pattern;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringTokenizer;

/**
 * Reads text whose first numbers are start, step and end, degrees 2theta, behind which stand the
 * intensities alone, any number of them on a line: what Rietveld programs such as FullProf (INSTRM
 * = 0) and DBWS take.
 */
final class SteppedText {

  /** Numbers that may fill the last line. */
  private static final int MOST_FILLING = 10;

  private static final int MAX_HEADER_LINES = 20;

  private SteppedText() {}

  /** The pattern, if the numbers are as many as start, step and end say. */
  static Optional<MeasuredPattern> read(String text) {
    OptionalDouble wavelength = OptionalDouble.empty();
    int lineStart = 0;
    for (int line = 0; line < MAX_HEADER_LINES && lineStart < text.length(); line++) {
      int lineEnd = text.indexOf('\n', lineStart);
      if (lineEnd < 0) {
        return Optional.empty();
      }
      String content = text.substring(lineStart, lineEnd).strip();
      lineStart = lineEnd + 1;
      Optional<double[]> range = range(content);
      if (range.isPresent()) {
        return intensities(range.get(), text.substring(lineStart), wavelength);
      }
      if (wavelength.isEmpty()) {
        wavelength = PlainText.wavelength(content);
      }
    }
    return Optional.empty();
  }

  private static Optional<double[]> range(String line) {
    String[] words = line.split("\\s+", 4);
    if (words.length < 3) {
      return Optional.empty();
    }
    double[] range = new double[3];
    for (int i = 0; i < range.length; i++) {
      if (!NumberList.isNumber(words[i])) {
        return Optional.empty();
      }
      range[i] = Double.parseDouble(words[i]);
    }
    boolean isRange =
        range[0] >= 0 && range[2] <= 180 && range[1] > 0 && range[1] < range[2] - range[0];
    return isRange ? Optional.of(range) : Optional.empty();
  }

  private static Optional<MeasuredPattern> intensities(
      double[] range, String text, OptionalDouble wavelength) {
    long points = Math.round((range[2] - range[0]) / range[1]) + 1;
    if (points > MeasuredPattern.MAX_POINTS) {
      return Optional.empty();
    }
    NumberList numbers = new NumberList();
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (!NumberList.isNumber(word) || numbers.count() >= points + MOST_FILLING) {
        return Optional.empty();
      }
      numbers.add(Double.parseDouble(word));
    }
    if (numbers.count() < points) {
      return Optional.empty();
    }
    double[] intensities = new double[(int) points];
    for (int i = 0; i < points; i++) {
      intensities[i] = numbers.get(i);
    }
    return Optional.of(MeasuredPattern.equidistant(range[0], range[1], intensities, wavelength));
  }
}
