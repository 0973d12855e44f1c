package org.powdermill.tools;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Readers of whole numbers with a least value. */
final class WholeNumbers {

  private WholeNumbers() {}

  /** At least 1. */
  static final class Positive implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return atLeast(1, text);
    }
  }

  /** At least 0. */
  static final class NotNegative implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return atLeast(0, text);
    }
  }

  /** At least 1, an int. */
  static final class PositiveInt implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return toInt(atLeast(1, text), text);
    }
  }

  /** At least 0, an int. */
  static final class NotNegativeInt implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return toInt(atLeast(0, text), text);
    }
  }

  private static int toInt(long value, String text) {
    if (value > Integer.MAX_VALUE) {
      throw new TypeConversionException("'%s' is too large".formatted(text));
    }
    return (int) value;
  }

  private static long atLeast(long least, String text) {
    long value = NumberText.whole(text);
    if (value < least) {
      throw new TypeConversionException("'%s' is less than %d".formatted(text, least));
    }
    return value;
  }
}
