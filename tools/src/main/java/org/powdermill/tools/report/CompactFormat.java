package org.powdermill.tools.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Numbers as labels of an axis that has no room: 5E-5, 0.05, 20, 1.5K, 2M. */
final class CompactFormat extends NumberFormat {

  private static final long serialVersionUID = 1L;
  private static final double LARGE = 1000;
  private static final double SMALL = 1e-3;
  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private final NumberFormat large =
      NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT);
  private final NumberFormat usual = new DecimalFormat("0.####", ENGLISH);
  private final NumberFormat small = new DecimalFormat("0.##E0", ENGLISH);

  CompactFormat() {
    large.setMaximumFractionDigits(2);
  }

  @Override
  public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
    double size = Math.abs(number);
    NumberFormat format = size >= LARGE ? large : size >= SMALL || size == 0 ? usual : small;
    return format.format(number, text, position);
  }

  @Override
  public StringBuffer format(long number, StringBuffer text, FieldPosition position) {
    return format((double) number, text, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("labels are written, not read");
  }
}
