package org.powdermill.generation.imperfections;

import java.util.Locale;

/**
 * What can be imitated of measured diffractograms, each with the range that P. Schopmans, P.
 * Reiser, P. Friederich, Digital Discovery 2 (2023) 1414, drew it from.
 */
public enum Imperfection {
  /** Standard deviation of Gaussian noise, as a share of the diffractogram's maximum. */
  ADDITIVE_NOISE(0, 0.02, 0, 10),
  /** Standard deviation of the Gaussian deviate n where intensities are multiplied by 1 + n. */
  MULTIPLICATIVE_NOISE(0, 0.16, 0, 10),
  /**
   * Mean height of the background, as a share of the diffractogram's maximum; small ones are more
   * frequent ({@link Background}). The paper divides the background by its sum over 8501 points and
   * multiplies by up to 150.
   */
  BACKGROUND(0, 0.01765, 0, 100),
  /** Length scale of the background, degrees 2theta. */
  BACKGROUND_LENGTH(3, 20, 0.1, 1000),
  /** Share of a second crystal's diffractogram, both with maximum 1. */
  IMPURITY(0, 0.05, 0, 1),
  /** Share of the Lorentzian in a peak. */
  MIXING(0, 1, 0, 1),
  /** U of the instrument's peak width (Caglioti's formula), square degrees. */
  CAGLIOTI_U(0, 0.01, 0, 100),
  /** V, square degrees; the paper has none. */
  CAGLIOTI_V(0, 0, -100, 100),
  /** W, square degrees. */
  CAGLIOTI_W(0, 0.01, 0, 100);

  private final UniformRange paper;
  private final UniformRange bounds;

  Imperfection(double paperMin, double paperMax, double least, double most) {
    this.paper = new UniformRange(paperMin, paperMax);
    this.bounds = new UniformRange(least, most);
  }

  /** The paper's range. */
  public UniformRange paper() {
    return paper;
  }

  /** What ranges may lie between. */
  public UniformRange bounds() {
    return bounds;
  }

  /** Whether it belongs to the shape of peaks. */
  public boolean isOfPeakShape() {
    return compareTo(MIXING) >= 0;
  }

  /** Name in settings: {@code additive_noise}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name for users: {@code additive-noise}. */
  public String word() {
    return key().replace('_', '-');
  }
}
