package org.powdermill.pattern;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.powdermill.diffraction.LorentzPolarisation;

/**
 * Brings a pattern that was measured with one wavelength to the angles of another.
 *
 * <p>A point stays at its spacing d = lambda / (2 sin theta), so sin theta' = sin theta lambda' /
 * lambda. A peak's area goes with the Lorentz-polarisation factor LP, and area is height times
 * angle, so
 *
 * <pre>y' = y LP(theta') / LP(theta) d(2theta) / d(2theta')
 * d(2theta') / d(2theta) = lambda' cos theta / (lambda cos theta')</pre>
 *
 * <p>Multiplicity, structure factor and cell do not depend on the wavelength. Peak widths come
 * along as they are on the scale of d. Polarisation is that of an unpolarised beam on both sides.
 */
public final class WavelengthConversion {

  /** Wavelengths that differ by less, relatively, are one: a shift of less than 0.003 degrees. */
  private static final double NEGLIGIBLE = 1e-5;

  private WavelengthConversion() {}

  /** The angle 2theta at which a spacing reflects, degrees; NaN where it does not. */
  public static double twoTheta(double spacing, double wavelength) {
    return Math.toDegrees(2 * Math.asin(wavelength / (2 * spacing)));
  }

  /** The spacing that reflects at an angle 2theta in degrees, in the unit of the wavelength. */
  public static double spacing(double twoTheta, double wavelength) {
    return wavelength / (2 * Math.sin(Math.toRadians(twoTheta) / 2));
  }

  /** Whether patterns of both wavelengths have the same angles. */
  public static boolean isSame(double wavelength, double other) {
    return Math.abs(wavelength - other) <= NEGLIGIBLE * other;
  }

  /**
   * Converts a pattern. Points at angles of 0 and below are left out, and those whose spacing does
   * not reflect at the other wavelength.
   *
   * @param from wavelength of the measurement, angstrom
   * @param to the wanted wavelength, angstrom
   */
  public static MeasuredPattern convert(MeasuredPattern pattern, double from, double to) {
    double[] twoTheta = new double[pattern.twoTheta().length];
    double[] intensity = new double[twoTheta.length];
    int count = 0;
    double ratio = to / from;
    for (int i = 0; i < twoTheta.length; i++) {
      double halfAngle = Math.toRadians(pattern.twoTheta()[i]) / 2;
      double sine = Math.sin(halfAngle);
      double otherSine = sine * ratio;
      if (sine > 0 && sine < 1 && otherSine < 1) {
        double otherHalfAngle = Math.asin(otherSine);
        double stretch = ratio * Math.cos(halfAngle) / Math.cos(otherHalfAngle);
        twoTheta[count] = Math.toDegrees(2 * otherHalfAngle);
        intensity[count] =
            pattern.intensity()[i]
                * LorentzPolarisation.factor(otherSine * otherSine)
                / LorentzPolarisation.factor(sine * sine)
                / stretch;
        count++;
      }
    }
    return new MeasuredPattern(
        Arrays.copyOf(twoTheta, count), Arrays.copyOf(intensity, count), OptionalDouble.of(to));
  }
}
