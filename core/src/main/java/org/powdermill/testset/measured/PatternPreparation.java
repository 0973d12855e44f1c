package org.powdermill.testset.measured;

import java.util.Locale;
import org.hipparchus.analysis.interpolation.SplineInterpolator;
import org.hipparchus.analysis.polynomials.PolynomialSplineFunction;
import org.powdermill.diffraction.TwoThetaGrid;

/**
 * Brings a measured pattern to the form of a simulated one: onto a grid by a natural cubic spline,
 * negative intensities 0, background kept or removed, maximum 1.
 *
 * @param grid of the diffractograms
 * @param removesBackground whether the background is subtracted ({@link SnipBackground})
 */
public record PatternPreparation(TwoThetaGrid grid, boolean removesBackground) {

  /** Where the grid goes beyond the pattern by no more, the last value is extended, degrees. */
  public static final double MAX_EXTENSION_DEGREES = 0.5;

  private static final int MIN_POINTS = 10;

  /** Half width of the widest window of the background's removal, degrees. */
  public static double backgroundHalfWidthDegrees() {
    return SnipBackground.HALF_WIDTH_DEGREES;
  }

  /**
   * Prepares a pattern.
   *
   * @param diffractogram overwritten, [points], maximum 1
   * @throws MeasurementException if the pattern does not cover the grid, or has no intensity
   */
  public void prepare(MeasuredPattern pattern, float[] diffractogram) {
    double[] values = resampled(pattern);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    if (removesBackground) {
      SnipBackground.remove(values, grid.step());
    }
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    if (!(largest > 0)) {
      throw new MeasurementException("no positive intensity inside the range");
    }
    for (int i = 0; i < values.length; i++) {
      diffractogram[i] = (float) (values[i] / largest);
    }
  }

  private double[] resampled(MeasuredPattern pattern) {
    double[] angles = pattern.twoTheta();
    int n = angles.length;
    if (n < MIN_POINTS) {
      throw new MeasurementException("%d points are no pattern".formatted(n));
    }
    double first = angles[0];
    double last = angles[n - 1];
    if (first > grid.min() + MAX_EXTENSION_DEGREES || last < grid.max() - MAX_EXTENSION_DEGREES) {
      throw new MeasurementException(
          String.format(
              Locale.ROOT,
              "covers 2theta = %.2f to %.2f degrees, not %.2f to %.2f: choose a smaller --two-theta",
              first,
              last,
              grid.min(),
              grid.max()));
    }
    PolynomialSplineFunction spline =
        new SplineInterpolator().interpolate(angles, pattern.intensity());
    double[] values = new double[grid.points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = spline.value(Math.min(last, Math.max(first, grid.twoTheta(i))));
    }
    return values;
  }
}
