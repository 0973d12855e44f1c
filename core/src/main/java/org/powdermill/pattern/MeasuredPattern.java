package org.powdermill.pattern;

import java.util.OptionalDouble;

/**
 * A pattern as it was measured.
 *
 * @param twoTheta angles 2theta, degrees, ascending, [n]
 * @param intensity any unit, [n]
 * @param wavelength angstrom, where it is known
 */
@SuppressWarnings("ArrayRecordComponent")
public record MeasuredPattern(double[] twoTheta, double[] intensity, OptionalDouble wavelength)
    implements PatternContent {

  /** Largest number of points. */
  public static final int MAX_POINTS = 2_000_000;

  /**
   * Checks the numbers.
   *
   * @throws MeasurementException if they are no pattern
   */
  public MeasuredPattern {
    if (twoTheta.length != intensity.length) {
      throw new MeasurementException(
          "%d angles, but %d intensities".formatted(twoTheta.length, intensity.length));
    }
    requireFewPoints(twoTheta.length);
    for (int i = 0; i < twoTheta.length; i++) {
      if (!(Double.isFinite(twoTheta[i]) && Double.isFinite(intensity[i]))) {
        throw new MeasurementException("point %d is no number".formatted(i + 1));
      }
      if (Math.abs(twoTheta[i]) > 180) {
        throw new MeasurementException(
            "point %d: 2theta = %s degrees: want at most 180".formatted(i + 1, twoTheta[i]));
      }
      if (i > 0 && !(twoTheta[i] > twoTheta[i - 1])) {
        throw new MeasurementException(
            "the angles do not ascend: %s after %s degrees"
                .formatted(twoTheta[i], twoTheta[i - 1]));
      }
    }
    WavelengthRange.check(wavelength);
  }

  /** A pattern of unknown wavelength. */
  public MeasuredPattern(double[] twoTheta, double[] intensity) {
    this(twoTheta, intensity, OptionalDouble.empty());
  }

  /**
   * A pattern on equidistant angles.
   *
   * @param first first angle 2theta, degrees
   * @param step distance of two angles, degrees
   * @param intensity any unit, [n]
   * @throws MeasurementException if the numbers are no pattern
   */
  static MeasuredPattern equidistant(
      double first, double step, double[] intensity, OptionalDouble wavelength) {
    double[] twoTheta = new double[intensity.length];
    for (int i = 0; i < twoTheta.length; i++) {
      twoTheta[i] = first + i * step;
    }
    return new MeasuredPattern(twoTheta, intensity, wavelength);
  }

  /**
   * Refuses more points than a pattern may have, before memory is taken for them.
   *
   * @throws MeasurementException if there are too many, or fewer than none
   */
  static void requireFewPoints(long points) {
    if (points < 0 || points > MAX_POINTS) {
      throw new MeasurementException(
          "%d points: a pattern has at most %d".formatted(points, MAX_POINTS));
    }
  }
}
