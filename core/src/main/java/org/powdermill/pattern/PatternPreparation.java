package org.powdermill.pattern;

import java.util.Arrays;
import java.util.Locale;
import org.hipparchus.analysis.interpolation.SplineInterpolator;
import org.hipparchus.analysis.polynomials.PolynomialSplineFunction;
import org.powdermill.diffraction.TwoThetaGrid;

/**
 * Brings a measured pattern to the form of a simulated one: from the wavelength that it tells to
 * the wanted one ({@link WavelengthConversion}), onto a grid by a natural cubic spline, negative
 * intensities 0, background kept or removed, maximum 1.
 *
 * @param grid of the diffractograms
 * @param wavelength of the diffractograms, angstrom; also that of patterns that tell none
 * @param removesBackground whether the background is subtracted ({@link SnipBackground})
 * @param padding what stands where the pattern has no points
 */
public record PatternPreparation(
    TwoThetaGrid grid, double wavelength, boolean removesBackground, Padding padding) {

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
   * @return what of the grid was measured
   * @throws MeasurementException if the pattern does not cover the grid and there is no padding, if
   *     it has no point in it, or no intensity
   */
  public CoveredRange prepare(MeasuredPattern pattern, float[] diffractogram) {
    double from = pattern.wavelength().orElse(wavelength);
    MeasuredPattern converted =
        WavelengthConversion.isSame(from, wavelength)
            ? pattern
            : WavelengthConversion.convert(pattern, from, wavelength);
    CoveredRange covered = covered(converted);
    double[] values = resampled(converted);
    int first = firstPointAtOrAbove(covered.min());
    int last = lastPointAtOrBelow(covered.max());
    double[] measured = Arrays.copyOfRange(values, first, last + 1);
    for (int i = 0; i < measured.length; i++) {
      measured[i] = Math.max(0, measured[i]);
    }
    if (removesBackground) {
      SnipBackground.remove(measured, grid.step());
    }
    double largest = Arrays.stream(measured).max().orElse(0);
    if (!(largest > 0 && largest <= Double.MAX_VALUE)) {
      throw new MeasurementException("no positive intensity inside the range");
    }
    float below = padding == Padding.ZERO ? 0 : (float) (measured[0] / largest);
    float above = padding == Padding.ZERO ? 0 : (float) (measured[last - first] / largest);
    Arrays.fill(diffractogram, 0, first, below);
    for (int i = 0; i < measured.length; i++) {
      diffractogram[first + i] = (float) (measured[i] / largest);
    }
    Arrays.fill(diffractogram, last + 1, grid.points(), above);
    return covered;
  }

  private int firstPointAtOrAbove(double twoTheta) {
    return Math.max(0, (int) Math.ceil((twoTheta - grid.min()) / grid.step() - 1e-6));
  }

  private int lastPointAtOrBelow(double twoTheta) {
    return Math.min(
        grid.points() - 1, (int) Math.floor((twoTheta - grid.min()) / grid.step() + 1e-6));
  }

  /** What of the grid the pattern covers; a short extension counts as covered. */
  private CoveredRange covered(MeasuredPattern pattern) {
    double[] angles = pattern.twoTheta();
    if (angles.length < MIN_POINTS) {
      throw new MeasurementException("%d points are no pattern".formatted(angles.length));
    }
    double first = angles[0];
    double last = angles[angles.length - 1];
    boolean isShort =
        first > grid.min() + MAX_EXTENSION_DEGREES || last < grid.max() - MAX_EXTENSION_DEGREES;
    if (isShort && padding == Padding.NONE) {
      throw new MeasurementException(
          String.format(
              Locale.ROOT,
              "covers 2theta = %.2f to %.2f degrees, not %.2f to %.2f: choose a smaller --two-theta",
              first,
              last,
              grid.min(),
              grid.max()));
    }
    double min = first <= grid.min() + MAX_EXTENSION_DEGREES ? grid.min() : first;
    double max = last >= grid.max() - MAX_EXTENSION_DEGREES ? grid.max() : last;
    if (max - min < MIN_POINTS * grid.step()) {
      throw new MeasurementException(
          String.format(
              Locale.ROOT,
              "covers 2theta = %.2f to %.2f degrees at %s angstrom, outside of %.2f to %.2f",
              first,
              last,
              wavelength,
              grid.min(),
              grid.max()));
    }
    return new CoveredRange(min, max);
  }

  private double[] resampled(MeasuredPattern pattern) {
    double[] angles = pattern.twoTheta();
    double first = angles[0];
    double last = angles[angles.length - 1];
    PolynomialSplineFunction spline =
        new SplineInterpolator().interpolate(angles, pattern.intensity());
    double[] values = new double[grid.points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = spline.value(Math.min(last, Math.max(first, grid.twoTheta(i))));
    }
    return values;
  }
}
