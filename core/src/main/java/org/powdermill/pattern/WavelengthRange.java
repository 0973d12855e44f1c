package org.powdermill.pattern;

import java.util.OptionalDouble;
import org.powdermill.diffraction.Wavelength;

/** Wavelengths that files tell. */
final class WavelengthRange {

  private WavelengthRange() {}

  /**
   * Refuses what is no wavelength of X-rays.
   *
   * @throws MeasurementException if it is none
   */
  static void check(OptionalDouble wavelength) {
    if (wavelength.isPresent()) {
      try {
        new Wavelength("", wavelength.getAsDouble());
      } catch (IllegalArgumentException e) {
        throw new MeasurementException(e.getMessage(), e);
      }
    }
  }

  /** The wavelength, angstrom, if it is one; files write 0 or -1 where they do not know it. */
  static OptionalDouble of(double angstrom) {
    return angstrom >= 0.05 && angstrom <= 10
        ? OptionalDouble.of(angstrom)
        : OptionalDouble.empty();
  }
}
