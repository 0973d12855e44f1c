package org.powdermill.tools;

import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of options. */
final class NumberText {

  private NumberText() {}

  static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no number".formatted(text));
    }
  }

  static long whole(String text) {
    try {
      return Long.parseLong(text.strip().replace("_", ""));
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no whole number".formatted(text));
    }
  }
}
