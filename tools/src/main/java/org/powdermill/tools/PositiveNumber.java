package org.powdermill.tools;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a positive, finite number. */
final class PositiveNumber implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no number".formatted(text));
    }
    if (!(value > 0 && Double.isFinite(value))) {
      throw new TypeConversionException("'%s' is not a positive number".formatted(text));
    }
    return value;
  }
}
