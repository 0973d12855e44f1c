package org.powdermill.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringTokenizer;

/**
 * Reads GSAS powder data: a line {@code BANK number channels records CONST start step 0 0 type},
 * start and step in hundredths of a degree, and behind it the intensities. A. C. Larson, R. B. Von
 * Dreele, General Structure Analysis System (GSAS), Los Alamos National Laboratory Report LAUR
 * 86-748 (2004), "Powder data file".
 *
 * <ul>
 *   <li>STD (also without a type): ten fields of eight columns a line, a number of detectors in two
 *       and the intensity in six
 *   <li>ESD: five pairs of intensity and its deviation a line, eight columns each
 *   <li>FXY, FXYE: angle in hundredths of a degree, intensity, deviation; here a file may be cut
 *       off
 * </ul>
 */
final class GsasText {

  private static final int FIELD = 8;
  private static final int LINE = 80;
  private static final int DETECTORS = 2;
  private static final int MAX_HEADER_LINES = 1000;
  private static final double HUNDREDTHS = 0.01;

  private final List<String> bank;
  private final int channels;
  private final NumberList angles = new NumberList();
  private final NumberList intensities = new NumberList();

  private GsasText(List<String> bank) {
    this.bank = bank;
    this.channels = whole(bank.get(2));
  }

  /** Whether one of the first lines is that of a bank. */
  static boolean isGsas(String text) {
    return text.lines().limit(MAX_HEADER_LINES).anyMatch(GsasText::isBank);
  }

  private static boolean isBank(String line) {
    return line.startsWith("BANK") && line.strip().split("\\s+", -1).length >= 5;
  }

  /**
   * Reads a text.
   *
   * @throws MeasurementException if it is no scan with one wavelength
   */
  static PatternFile read(String text) {
    GsasText gsas = null;
    OptionalDouble wavelength = OptionalDouble.empty();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (isBank(line)) {
        if (gsas != null) {
          throw new MeasurementException(
              "line %d begins a second bank: keep one".formatted(number));
        }
        gsas = new GsasText(List.of(line.strip().split("\\s+", -1)));
        gsas.requireConstantStep();
      } else if (gsas != null) {
        gsas.take(line, "line " + number);
      } else if (wavelength.isEmpty()) {
        wavelength = PlainText.wavelength(line);
      }
    }
    if (gsas == null) {
      throw new MeasurementException("has no line BANK");
    }
    MeasuredPattern pattern = gsas.pattern(wavelength);
    return new PatternFile(PatternFormat.GSAS, pattern, gsas.notes());
  }

  private void requireConstantStep() {
    MeasuredPattern.requireFewPoints(channels);
    String binning = bank.get(4).toUpperCase(Locale.ROOT);
    if (!binning.startsWith("CONS")) {
      throw new MeasurementException(
          "binning %s is that of neutrons by time of flight: want CONST"
              .formatted(PlainText.oneLine(binning)));
    }
    if (bank.size() < 7) {
      throw new MeasurementException("the line BANK has no start and step");
    }
  }

  private String type() {
    String last = bank.get(bank.size() - 1).toUpperCase(Locale.ROOT);
    return bank.size() > 9 ? last : "STD";
  }

  private void take(String line, String place) {
    if (intensities.count() >= channels || line.isBlank() || line.startsWith("#")) {
      return;
    }
    switch (type()) {
      case "STD" -> takeFields(line, place, 1, DETECTORS);
      case "ESD" -> takeFields(line, place, 2, 0);
      case "FXY", "FXYE" -> takePair(line, place);
      default ->
          throw new MeasurementException(
              "data of type %s are not read: want STD, ESD, FXY or FXYE"
                  .formatted(PlainText.oneLine(type())));
    }
  }

  /** Every so many fields of eight columns one intensity, behind some columns of the field. */
  private void takeFields(String line, String place, int every, int skipped) {
    List<String> fields = new ArrayList<>();
    for (int start = 0; start + skipped < Math.min(line.length(), LINE); start += FIELD * every) {
      fields.add(line.substring(start + skipped, Math.min(start + FIELD, line.length())).strip());
    }
    for (String field : fields) {
      if (!field.isEmpty() && intensities.count() < channels) {
        intensities.add(NumberList.parse(field, place));
      }
    }
  }

  private void takePair(String line, String place) {
    StringTokenizer words = new StringTokenizer(line);
    angles.add(HUNDREDTHS * NumberList.parse(words.nextToken(), place));
    intensities.add(NumberList.parse(words.hasMoreTokens() ? words.nextToken() : "", place));
  }

  private MeasuredPattern pattern(OptionalDouble wavelength) {
    if (angles.count() > 0) {
      return new MeasuredPattern(angles.toArray(), intensities.toArray(), wavelength);
    }
    if (intensities.count() < channels) {
      throw new MeasurementException(
          "holds %d intensities, but the line BANK says %d"
              .formatted(intensities.count(), channels));
    }
    return MeasuredPattern.equidistant(
        HUNDREDTHS * NumberList.parse(bank.get(5), "BANK"),
        HUNDREDTHS * NumberList.parse(bank.get(6), "BANK"),
        intensities.toArray(),
        wavelength);
  }

  private List<String> notes() {
    return intensities.count() == channels
        ? List.of()
        : List.of(
            "holds %d of the %d points that it announces".formatted(intensities.count(), channels));
  }

  private static int whole(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new MeasurementException(
          "BANK: '%s' is no number of channels".formatted(PlainText.oneLine(text)));
    }
    return Integer.parseInt(text);
  }
}
