package org.powdermill.pattern;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringTokenizer;

/**
 * Reads .uxd, the text that Bruker's programs export from .raw: lines {@code _KEY = value}, then
 * {@code _COUNTS} or {@code _CPS} and intensities from {@code _START} in steps of {@code
 * _STEPSIZE}, or {@code _2THETACOUNTS} or {@code _2THETACPS} and pairs of angle and intensity.
 * Lines with {@code ;} are comments.
 */
final class UxdText {

  private final Map<String, String> keys = new HashMap<>();
  private final NumberList angles = new NumberList();
  private final NumberList intensities = new NumberList();
  private boolean inData;
  private boolean hasAngles;

  private UxdText() {}

  /** Whether the first line with content is that of a .uxd. */
  static boolean isUxd(String text) {
    return text.lines()
        .limit(20)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith(";"))
        .findFirst()
        .filter(line -> line.startsWith("_FILEVERSION"))
        .isPresent();
  }

  /**
   * Reads a text.
   *
   * @throws MeasurementException if it is no scan
   */
  static MeasuredPattern read(String text) {
    UxdText uxd = new UxdText();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith(";")) {
        uxd.take(content, "line " + number);
      }
    }
    return uxd.pattern();
  }

  private void take(String line, String place) {
    if (!line.startsWith("_")) {
      takeNumbers(line, place);
      return;
    }
    String[] parts = line.substring(1).split("=", 2);
    String key = parts[0].strip().toUpperCase(Locale.ROOT);
    if (key.matches("(2THETA)?(COUNTS|CPS)")) {
      if (inData) {
        throw new MeasurementException(place + " begins a second range: export one alone");
      }
      inData = true;
      hasAngles = key.startsWith("2");
    } else if (parts.length == 2) {
      keys.putIfAbsent(key, parts[1].strip());
    } else if (!inData && key.contains("COUNTS")) {
      throw new MeasurementException(
          "%s: _%s is not read".formatted(place, PlainText.oneLine(key)));
    }
  }

  private void takeNumbers(String line, String place) {
    if (!inData) {
      throw new MeasurementException(place + " stands before _COUNTS or _2THETACOUNTS");
    }
    StringTokenizer words = new StringTokenizer(line);
    if (hasAngles && words.hasMoreTokens()) {
      angles.add(NumberList.parse(words.nextToken(), place));
      intensities.add(NumberList.parse(words.hasMoreTokens() ? words.nextToken() : "", place));
      return;
    }
    while (words.hasMoreTokens()) {
      intensities.add(NumberList.parse(words.nextToken(), place));
    }
  }

  private MeasuredPattern pattern() {
    OptionalDouble wavelength =
        keys.containsKey("WL1") ? WavelengthRange.of(number("WL1")) : OptionalDouble.empty();
    if (hasAngles) {
      return new MeasuredPattern(angles.toArray(), intensities.toArray(), wavelength);
    }
    String start = keys.containsKey("START") ? "START" : "2THETA";
    return MeasuredPattern.equidistant(
        number(start), number("STEPSIZE"), intensities.toArray(), wavelength);
  }

  private double number(String key) {
    if (!keys.containsKey(key)) {
      throw new MeasurementException("has no _%s".formatted(key));
    }
    return NumberList.parse(keys.get(key), "_" + key);
  }
}
