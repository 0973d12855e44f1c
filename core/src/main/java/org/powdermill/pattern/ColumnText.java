package org.powdermill.pattern;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads text of two columns, angle 2theta in degrees and intensity, separated by white space, comma
 * or semicolon; where it is a semicolon or tabulator, numbers may have a decimal comma. More
 * columns are not looked at. Lines that begin with one of {@code # ; ! % _ ' /}, and those before
 * the first numbers, are comments; one of them may tell the wavelength, and the last one names of
 * columns.
 *
 * <p>A list of peaks is told by its names: a spacing d, indices, a width.
 */
final class ColumnText {

  private static final int MAX_HEADER_LINES = 1000;
  private static final String COMMENT_MARKS = "#;!%_'/";
  private static final int FEWEST_TO_JUDGE = 4;
  private static final int MOST_TO_JUDGE = 1000;

  private final Optional<PeakList.Scale> peaks;
  private final NumberList positions = new NumberList();
  private final NumberList intensities = new NumberList();
  private ColumnNames columns = ColumnNames.USUAL;
  private OptionalDouble wavelength = OptionalDouble.empty();

  private ColumnText(Optional<PeakList.Scale> peaks) {
    this.peaks = peaks;
  }

  /**
   * Reads a text.
   *
   * @param peaks what the first column is, if the user says that the text is a list of peaks
   * @throws MeasurementException if it is none of these
   */
  static PatternContent read(String text, Optional<PeakList.Scale> peaks) {
    return new ColumnText(peaks).parse(text);
  }

  private PatternContent parse(String text) {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String content = line.strip();
      if (content.isEmpty()) {
        continue;
      }
      boolean isComment = COMMENT_MARKS.indexOf(content.charAt(0)) >= 0;
      if (isComment && positions.count() > 0) {
        continue;
      }
      if (isComment || !add(fields(content))) {
        requireHeader(number);
        readHeader(isComment ? content.substring(1).strip() : content);
      }
    }
    if (positions.count() == 0) {
      throw new MeasurementException("holds no line with an angle and an intensity");
    }
    return content();
  }

  private void requireHeader(int line) {
    if (positions.count() > 0 || line > MAX_HEADER_LINES) {
      throw new MeasurementException("line %d is not an angle and an intensity".formatted(line));
    }
  }

  private void readHeader(String line) {
    if (wavelength.isEmpty()) {
      wavelength = PlainText.wavelength(line);
    }
    columns = ColumnNames.of(fields(line));
  }

  private boolean add(String... fields) {
    if (fields.length <= Math.max(columns.position(), columns.intensity())) {
      return false;
    }
    String position = fields[columns.position()];
    String intensity = fields[columns.intensity()];
    if (!(NumberList.isNumber(position) && NumberList.isNumber(intensity))) {
      return false;
    }
    positions.add(Double.parseDouble(position));
    intensities.add(Double.parseDouble(intensity));
    return true;
  }

  private static String[] fields(String line) {
    boolean hasComma = line.indexOf(',') >= 0;
    if (line.indexOf(';') >= 0) {
      return stripped(line.replace(',', '.').split(";", -1));
    }
    if (line.indexOf('\t') >= 0 && hasComma) {
      return stripped(line.replace(',', '.').split("\t", -1));
    }
    return hasComma ? stripped(line.split(",", -1)) : line.split("\\s+", -1);
  }

  private static String[] stripped(String... fields) {
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].strip().replace("\"", "");
    }
    return fields;
  }

  private PatternContent content() {
    ColumnNames named = peaks.map(columns::asPeaks).orElse(columns);
    if (named.isPeakList()) {
      return new PeakList(named.scale(), positions.toArray(), intensities.toArray(), wavelength);
    }
    double[] angles = positions.toArray();
    if (looksLikePeaks(angles)) {
      throw new MeasurementException(
          "looks like a list of %d peaks, not like a pattern: say --peaks two-theta or --peaks d"
              .formatted(angles.length));
    }
    return new MeasuredPattern(angles, intensities.toArray(), wavelength);
  }

  /** Whether no more than half of the steps are near to the median. */
  private static boolean looksLikePeaks(double... angles) {
    if (angles.length < FEWEST_TO_JUDGE || angles.length > MOST_TO_JUDGE) {
      return false;
    }
    double[] steps = new double[angles.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = angles[i + 1] - angles[i];
    }
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    long near =
        Arrays.stream(steps).filter(s -> Math.abs(s - median) < 0.2 * Math.abs(median)).count();
    return 2 * near <= steps.length;
  }
}
