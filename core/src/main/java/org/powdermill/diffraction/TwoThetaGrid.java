package org.powdermill.diffraction;

/**
 * Equally spaced diffraction angles.
 *
 * @param min first angle 2theta, degrees
 * @param max last angle 2theta, degrees
 * @param step distance of two points, degrees
 */
public record TwoThetaGrid(double min, double max, double step) {

  /** 5 to 90 degrees in steps of 0.01: 8501 points. */
  public static final TwoThetaGrid DEFAULT = new TwoThetaGrid(5, 90, 0.01);

  private static final int MAX_POINTS = 2_000_000;

  /**
   * Checks that the grid lies between 0 and 180 degrees and ends on a step.
   *
   * @throws IllegalArgumentException if it does not
   */
  public TwoThetaGrid {
    if (!(min > 0 && max < 180 && min < max && step > 0)) {
      throw new IllegalArgumentException(
          "2theta range %s:%s:%s: want 0 < MIN < MAX < 180 degrees and a positive STEP"
              .formatted(min, max, step));
    }
    double steps = (max - min) / step;
    if (steps > MAX_POINTS) {
      throw new IllegalArgumentException(
          "2theta range %s:%s:%s has more than %d points".formatted(min, max, step, MAX_POINTS));
    }
    if (Math.abs(steps - Math.rint(steps)) > 1e-6) {
      throw new IllegalArgumentException(
          "2theta range %s:%s:%s: the range is no whole number of steps".formatted(min, max, step));
    }
  }

  /**
   * Reads {@code MIN:MAX:STEP}, in degrees.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TwoThetaGrid parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'%s' is not MIN:MAX:STEP in degrees".formatted(text));
    }
    try {
      return new TwoThetaGrid(
          Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is not MIN:MAX:STEP in degrees".formatted(text), e);
    }
  }

  /** Number of points. */
  public int points() {
    return (int) Math.rint((max - min) / step) + 1;
  }

  /** The angle 2theta of a point, degrees. */
  public double twoTheta(int point) {
    return min + (max - min) * point / (points() - 1);
  }

  /** {@code MIN:MAX:STEP}. */
  @Override
  public String toString() {
    return min + ":" + max + ":" + step;
  }
}
