package org.powdermill.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.powdermill.diffraction.LorentzPolarisation;
import org.powdermill.diffraction.PeakProfile;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.TwoThetaGrid;

/**
 * Makes a diffractogram of a list of peaks: at the angles of a wavelength, intensities by the ratio
 * of the Lorentz-polarisation factors, each peak broadened.
 *
 * @param grid of the diffractograms
 * @param wavelength of the diffractograms, angstrom; also that of lists that tell none
 * @param shape of the peaks
 */
public record PeakListPreparation(TwoThetaGrid grid, double wavelength, PeakShape shape) {

  private record Peak(double twoTheta, double intensity) {}

  /**
   * Prepares a list.
   *
   * @param diffractogram overwritten, [points], maximum 1
   * @throws MeasurementException if no peak with intensity lies on the grid
   */
  public void prepare(PeakList list, float[] diffractogram) {
    double from = list.wavelength().orElse(wavelength);
    List<Peak> peaks = new ArrayList<>();
    for (int i = 0; i < list.position().length; i++) {
      Peak peak = converted(list, i, from);
      if (peak.twoTheta() >= grid.min() && peak.twoTheta() <= grid.max() && peak.intensity() > 0) {
        peaks.add(peak);
      }
    }
    if (peaks.isEmpty()) {
      throw new MeasurementException(
          String.format(
              Locale.ROOT,
              "no peak lies between 2theta = %.2f and %.2f degrees at %s angstrom",
              grid.min(),
              grid.max(),
              wavelength));
    }
    peaks.sort(Comparator.comparingDouble(Peak::twoTheta));
    new PeakProfile(wavelength, grid)
        .broaden(
            peaks.stream().mapToDouble(Peak::twoTheta).toArray(),
            peaks.stream().mapToDouble(Peak::intensity).toArray(),
            peaks.size(),
            shape,
            diffractogram);
  }

  private Peak converted(PeakList list, int i, double from) {
    double spacing =
        list.scale() == PeakList.Scale.D
            ? list.position()[i]
            : WavelengthConversion.spacing(list.position()[i], from);
    double factor =
        WavelengthConversion.isSame(from, wavelength)
            ? 1
            : LorentzPolarisation.factor(squaredSine(spacing, wavelength))
                / LorentzPolarisation.factor(squaredSine(spacing, from));
    return new Peak(
        WavelengthConversion.twoTheta(spacing, wavelength), list.intensity()[i] * factor);
  }

  private static double squaredSine(double spacing, double wavelength) {
    double sine = wavelength / (2 * spacing);
    return sine * sine;
  }
}
