package org.powdermill.diffraction;

/**
 * The shape of a peak: a pseudo-Voigt function, Gaussian by default, as wide as crystallite size
 * and instrument make it.
 *
 * <p>Size: full width at half maximum K lambda / (tau cos theta), K = 0.9 (P. Scherrer, Nachrichten
 * der Gesellschaft der Wissenschaften zu Goettingen 1918, 98). Instrument: FWHM^2 = U tan^2 theta +
 * V tan theta + W (G. Caglioti, A. Paoletti, F. P. Ricci, Nuclear Instruments 3 (1958) 223); the
 * squares of both widths add up.
 *
 * @param crystalliteSizeNm crystallite size tau, nm; infinite for no size broadening
 * @param mixing share eta of the Lorentzian, 0 (Gaussian) to 1
 * @param u U, square degrees
 * @param v V, square degrees
 * @param w W, square degrees
 */
public record PeakShape(double crystalliteSizeNm, double mixing, double u, double v, double w) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the size is not positive, the mixing outside [0, 1], U, V
   *     or W not finite, or there is no broadening at all
   */
  public PeakShape {
    if (!(crystalliteSizeNm > 0)) {
      throw new IllegalArgumentException(
          "crystallite size %s nm: want a positive number".formatted(crystalliteSizeNm));
    }
    if (!(mixing >= 0 && mixing <= 1)) {
      throw new IllegalArgumentException("pseudo-Voigt mixing %s: want 0 to 1".formatted(mixing));
    }
    if (!(Double.isFinite(u) && Double.isFinite(v) && Double.isFinite(w))) {
      throw new IllegalArgumentException("U, V, W = %s, %s, %s".formatted(u, v, w));
    }
    if (Double.isInfinite(crystalliteSizeNm) && u == 0 && v == 0 && w == 0) {
      throw new IllegalArgumentException(
          "neither crystallite size nor instrument broadens the peaks");
    }
  }

  /** A Gaussian as wide as the crystallite size makes it. */
  public static PeakShape gaussian(double crystalliteSizeNm) {
    return new PeakShape(crystalliteSizeNm, 0, 0, 0, 0);
  }
}
