package org.powdermill.tools;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a positive, finite number. */
final class PositiveNumber implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    double value = NumberText.number(text);
    if (!(value > 0 && Double.isFinite(value))) {
      throw new TypeConversionException("'%s' is not a positive number".formatted(text));
    }
    return value;
  }
}
