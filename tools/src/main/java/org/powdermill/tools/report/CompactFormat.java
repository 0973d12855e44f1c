package org.powdermill.tools.report;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Large numbers in one way, those under a thousand in another: 0.05, 20, 1.5K, 2M. */
final class CompactFormat extends NumberFormat {

  private static final long serialVersionUID = 1L;
  private static final double LARGE = 1000;

  private final NumberFormat large;
  private final NumberFormat small;

  CompactFormat(NumberFormat large, NumberFormat small) {
    this.large = large;
    this.small = small;
  }

  @Override
  public StringBuffer format(double number, StringBuffer text, FieldPosition position) {
    return (Math.abs(number) < LARGE ? small : large).format(number, text, position);
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
