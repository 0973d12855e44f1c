package org.powdermill.hdf5.stream;

/** Bounds of the numbers in a state. */
final class StateNumbers {

  /** Beyond, sums of numbers could overflow. */
  private static final long LARGEST = 1L << 61;

  private StateNumbers() {}

  static void notNegative(String name, long value) {
    atLeast(name, 0, value);
  }

  static void atLeast(String name, long least, long value) {
    if (value < least || value > LARGEST) {
      throw new IllegalArgumentException(
          "%s is %d: want %d to %d".formatted(name, value, least, LARGEST));
    }
  }

  static void rate(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("%s is %s: want a number from 0".formatted(name, value));
    }
  }

  static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s is %s: want 0 to 1".formatted(name, value));
    }
  }

  static void text(String name, String value, int longest) {
    if (value == null || value.length() > longest) {
      throw new IllegalArgumentException(
          "%s: want a text of at most %d characters".formatted(name, longest));
    }
  }
}
