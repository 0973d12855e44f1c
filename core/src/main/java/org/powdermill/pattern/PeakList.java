package org.powdermill.pattern;

import java.util.OptionalDouble;

/**
 * Peaks without their shape.
 *
 * @param scale what the positions are
 * @param position angles 2theta in degrees or spacings d in angstrom, in any order, [n]
 * @param intensity integrated intensities, any unit, not negative, [n]
 * @param wavelength of the angles, angstrom, where it is known
 */
@SuppressWarnings("ArrayRecordComponent")
public record PeakList(
    Scale scale, double[] position, double[] intensity, OptionalDouble wavelength)
    implements PatternContent {

  /** Largest number of peaks. */
  public static final int MAX_PEAKS = 100_000;

  /** What positions are. */
  public enum Scale {
    /** Angles 2theta, degrees. */
    TWO_THETA,
    /** Interplanar spacings d, angstrom. */
    D
  }

  /**
   * Checks the numbers.
   *
   * @throws MeasurementException if they are no peaks
   */
  public PeakList {
    if (position.length != intensity.length) {
      throw new MeasurementException(
          "%d peaks, but %d intensities".formatted(position.length, intensity.length));
    }
    if (position.length == 0 || position.length > MAX_PEAKS) {
      throw new MeasurementException(
          "%d peaks: want 1 to %d".formatted(position.length, MAX_PEAKS));
    }
    double bound = scale == Scale.D ? 10_000 : 180;
    for (int i = 0; i < position.length; i++) {
      if (!(position[i] > 0 && position[i] < bound)) {
        throw new MeasurementException(
            "peak %d: %s = %s: want more than 0, less than %s"
                .formatted(i + 1, scale == Scale.D ? "d" : "2theta", position[i], bound));
      }
      if (!(intensity[i] >= 0 && intensity[i] <= 1e300)) {
        throw new MeasurementException(
            "peak %d has the intensity %s".formatted(i + 1, intensity[i]));
      }
    }
    WavelengthRange.check(wavelength);
  }
}
