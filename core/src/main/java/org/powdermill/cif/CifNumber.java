package org.powdermill.cif;

import java.util.regex.Pattern;

/** A number as CIFs write it: {@code 0.1234(5)} has its standard uncertainty in brackets. */
final class CifNumber {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d{1,30}+\\.?\\d{0,40}+|\\.\\d{1,40}+)(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern FRACTION = Pattern.compile("([+-]?)(\\d{1,2})/(\\d{1,2})");

  private static final int MAX_SHOWN = 40;

  private CifNumber() {}

  /**
   * The number without its uncertainty.
   *
   * @param item what it is, for the message
   */
  static double parse(String text, String item) {
    int bracket = text.indexOf('(');
    String number = bracket > 0 ? text.substring(0, bracket) : text;
    if (NUMBER.matcher(number).matches()) {
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    var fraction = FRACTION.matcher(number);
    if (fraction.matches() && Integer.parseInt(fraction.group(3)) != 0) {
      double value =
          Integer.parseInt(fraction.group(2)) / (double) Integer.parseInt(fraction.group(3));
      return fraction.group(1).equals("-") ? -value : value;
    }
    String start = text.substring(0, Math.min(text.length(), MAX_SHOWN));
    throw new CifException(
        RefusalReason.BAD_NUMBER, "%s is '%s', which is no number".formatted(item, start));
  }
}
