package org.powdermill.diffraction;

import java.util.Map;
import org.powdermill.crystal.Element;

/**
 * What a simulation of a diffractogram depends on besides the crystal and the peak shape.
 *
 * @param wavelength of the X-rays
 * @param grid angles; only reflections inside its range exist
 * @param overallB isotropic Debye-Waller factor B of all atoms, square angstrom; 0 for none
 * @param elementB isotropic B by element, square angstrom, instead of the overall one
 */
public record DiffractionSettings(
    Wavelength wavelength, TwoThetaGrid grid, double overallB, Map<Element, Double> elementB) {

  /** Cu K-alpha1, 5 to 90 degrees, no Debye-Waller factor. */
  public static final DiffractionSettings DEFAULT =
      new DiffractionSettings(Wavelength.CU_KA1, TwoThetaGrid.DEFAULT, 0, Map.of());

  /** Copies the map and checks the factors. */
  public DiffractionSettings {
    elementB = Map.copyOf(elementB);
    if (!(overallB >= 0 && overallB < 1000)
        || elementB.values().stream().anyMatch(b -> !(b >= 0 && b < 1000))) {
      throw new IllegalArgumentException(
          "Debye-Waller factors B lie between 0 and 1000 angstrom^2");
    }
  }
}
