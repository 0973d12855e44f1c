package org.powdermill.pattern;

import java.util.Arrays;
import java.util.StringTokenizer;

/** Numbers that grow one by one, at most as many as a pattern may have points. */
final class NumberList {

  private static final int LONGEST = 40;

  private double[] values = new double[1024];
  private int count;

  void add(double value) {
    if (count == values.length) {
      MeasuredPattern.requireFewPoints(count + 1L);
      values = Arrays.copyOf(values, Math.min(2 * count, MeasuredPattern.MAX_POINTS));
    }
    values[count++] = value;
  }

  int count() {
    return count;
  }

  double get(int index) {
    return values[index];
  }

  double[] toArray() {
    return Arrays.copyOf(values, count);
  }

  /**
   * Numbers separated by white space.
   *
   * @param what for messages
   */
  static NumberList ofWords(String text, String what) {
    NumberList list = new NumberList();
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      list.add(parse(words.nextToken(), what));
    }
    return list;
  }

  /** Whether a text is a plain decimal number; NaN, infinity and hexadecimal ones are none. */
  static boolean isNumber(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c != '.' && c != '+' && c != '-' && c != 'e' && c != 'E') {
        return false;
      }
    }
    if (digits == 0) {
      return false;
    }
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * The number that a text is.
   *
   * @param what for messages
   * @throws MeasurementException if it is none
   */
  static double parse(String text, String what) {
    if (!isNumber(text)) {
      throw new MeasurementException(
          "%s: '%s' is no number".formatted(what, PlainText.oneLine(text)));
    }
    return Double.parseDouble(text);
  }
}
