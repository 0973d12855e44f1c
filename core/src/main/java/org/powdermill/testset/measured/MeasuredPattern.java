package org.powdermill.testset.measured;

/**
 * A pattern as it was measured.
 *
 * @param twoTheta angles 2theta, degrees, [n]
 * @param intensity any unit, [n]
 */
@SuppressWarnings("ArrayRecordComponent")
public record MeasuredPattern(double[] twoTheta, double[] intensity) {

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
    for (int i = 0; i < twoTheta.length; i++) {
      if (!(Double.isFinite(twoTheta[i]) && Double.isFinite(intensity[i]))) {
        throw new MeasurementException("point %d is no number".formatted(i + 1));
      }
      if (i > 0 && !(twoTheta[i] > twoTheta[i - 1])) {
        throw new MeasurementException(
            "the angles do not ascend: %s after %s degrees"
                .formatted(twoTheta[i], twoTheta[i - 1]));
      }
    }
  }
}
