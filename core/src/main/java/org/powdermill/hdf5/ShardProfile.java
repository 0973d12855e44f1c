package org.powdermill.hdf5;

import org.powdermill.diffraction.PeakShape;

/**
 * The shape of all peaks of a run but for the crystallite size: see {@link PeakShape}. Where the
 * settings tell ranges that each diffractogram has its own numbers from, these are the least.
 *
 * @param mixing share of the Lorentzian, 0 to 1
 * @param u U of Caglioti's formula, square degrees
 * @param v V, square degrees
 * @param w W, square degrees
 */
public record ShardProfile(double mixing, double u, double v, double w) {

  /** Gaussians that the crystallite size alone broadens. */
  public static final ShardProfile GAUSSIAN = new ShardProfile(0, 0, 0, 0);

  /** Checks the numbers. */
  public ShardProfile {
    // PeakShape holds the rules.
    PeakShape checked = new PeakShape(1, mixing, u, v, w);
    mixing = checked.mixing();
  }

  /** The shape at a crystallite size in nm. */
  public PeakShape shape(float crystalliteSizeNm) {
    return new PeakShape(crystalliteSizeNm, mixing, u, v, w);
  }
}
