package org.powdermill.hdf5;

/**
 * Looks whether the values of a diffractogram are intensities: in [0, 1], the maximum 1.
 *
 * <p>Least and largest value in one pass: Math.min and Math.max hand NaN on, and the compiler makes
 * vectors of them.
 */
final class IntensityCheck {

  /** The maximum of a row is 1 but for rounding. */
  private static final float LEAST_MAXIMUM = 0.999f;

  private IntensityCheck() {}

  /** What is wrong with the points of one diffractogram; empty when nothing is. */
  static String fault(float[] values, int from, int points) {
    float least = 0;
    float largest = 0;
    for (int i = from; i < from + points; i++) {
      least = Math.min(least, values[i]);
      largest = Math.max(largest, values[i]);
    }
    if (!(least >= 0 && largest <= 1)) {
      return firstOutside(values, from, points);
    }
    return largest >= LEAST_MAXIMUM ? "" : "the maximum is %s, not 1".formatted(largest);
  }

  private static String firstOutside(float[] values, int from, int points) {
    for (int i = 0; i < points; i++) {
      float value = values[from + i];
      if (!(value >= 0 && value <= 1)) {
        return "point %d is %s, outside [0, 1]".formatted(i, value);
      }
    }
    throw new IllegalStateException("every value lies in [0, 1]");
  }
}
