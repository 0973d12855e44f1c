package org.powdermill.hdf5;

import java.util.Arrays;

/**
 * Looks whether the values of a diffractogram are intensities: in [0, 1], the maximum 1.
 *
 * <p>Least and largest value by lanes: of every 512th point, then of the lanes. The compiler makes
 * vectors of loops over arrays with one and the same index and no sum over it, so that this takes a
 * third of the time of the plain loop. Math.min and Math.max hand NaN on. A check serves one
 * thread.
 */
final class IntensityCheck {

  /** The maximum of a row is 1 but for rounding. */
  private static final float LEAST_MAXIMUM = 0.999f;

  private static final int LANES = 512;

  private final int points;
  private final float[] part;
  private final float[] least;
  private final float[] largest;

  /** Of diffractograms with so many points. */
  IntensityCheck(int points) {
    int lanes = Math.min(LANES, points);
    this.points = points;
    this.part = new float[lanes];
    this.least = new float[lanes];
    this.largest = new float[lanes];
  }

  /** What is wrong with the points of one diffractogram; empty when nothing is. */
  String fault(float[] values, int from) {
    Arrays.fill(least, 0);
    Arrays.fill(largest, 0);
    int lastPart = from + points - part.length;
    for (int start = from; start < lastPart; start += part.length) {
      take(values, start);
    }
    take(values, lastPart);
    float lowest = 0;
    float highest = 0;
    for (int lane = 0; lane < part.length; lane++) {
      lowest = Math.min(lowest, least[lane]);
      highest = Math.max(highest, largest[lane]);
    }
    if (!(lowest >= 0 && highest <= 1)) {
      return firstOutside(values, from);
    }
    return highest >= LEAST_MAXIMUM ? "" : "the maximum is %s, not 1".formatted(highest);
  }

  private void take(float[] values, int start) {
    System.arraycopy(values, start, part, 0, part.length);
    lower(least, part);
    raise(largest, part);
  }

  private static void lower(float[] least, float[] values) {
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], values[i]);
    }
  }

  private static void raise(float[] largest, float[] values) {
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], values[i]);
    }
  }

  private String firstOutside(float[] values, int from) {
    for (int i = 0; i < points; i++) {
      float value = values[from + i];
      if (!(value >= 0 && value <= 1)) {
        return "point %d is %s, outside [0, 1]".formatted(i, value);
      }
    }
    throw new IllegalStateException("every value lies in [0, 1]");
  }
}
