package org.powdermill.diffraction;

/**
 * The Lorentz-polarisation factor of a powder diffractometer with an unpolarised beam: (1 + cos^2
 * 2theta) / (sin^2 theta cos theta); International Tables for Crystallography C (2004), section
 * 6.2.
 */
public final class LorentzPolarisation {

  private LorentzPolarisation() {}

  /** The factor, from sin^2 theta, which lies between 0 and 1. */
  public static double factor(double squaredSine) {
    double cosine2Theta = 1 - 2 * squaredSine;
    return (1 + cosine2Theta * cosine2Theta) / (squaredSine * Math.sqrt(1 - squaredSine));
  }
}
