package org.powdermill.hdf5;

/**
 * Looks whether the values of a diffractogram are intensities: in [0, 1], the maximum 1.
 *
 * <p>Bits of numbers from 0 to 1 are integers from 0 to those of 1, in the same order; negative
 * numbers, NaN and larger ones lie outside. So two integer operations a point do, beside each other
 * in vectors.
 */
final class IntensityCheck {

  /** The maximum of a row is 1 but for rounding. */
  private static final float LEAST_MAXIMUM = 0.999f;

  private static final int ONE = Float.floatToRawIntBits(1);

  private IntensityCheck() {}

  /** What is wrong with the points of one diffractogram; empty when nothing is. */
  static String fault(float[] values, int from, int points) {
    int outside = 0;
    int largest = 0;
    for (int i = from; i < from + points; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      outside |= bits | (ONE - bits);
      largest = Math.max(largest, bits);
    }
    if (outside < 0) {
      return firstOutside(values, from, points);
    }
    float maximum = Float.intBitsToFloat(largest);
    return maximum >= LEAST_MAXIMUM ? "" : "the maximum is %s, not 1".formatted(maximum);
  }

  private static String firstOutside(float[] values, int from, int points) {
    for (int i = 0; i < points; i++) {
      int bits = Float.floatToRawIntBits(values[from + i]);
      if (bits < 0 || bits > ONE) {
        return "point %d is %s, outside [0, 1]".formatted(i, values[from + i]);
      }
    }
    return "";
  }
}
