package org.powdermill.hdf5;

import org.powdermill.diffraction.TwoThetaGrid;

/** Looks whether numbers are the peaks of a diffractogram. */
final class PeakCheck {

  /** Rounding of angles at the ends of the range, degrees 2theta. */
  private static final double TOLERANCE = 1e-6;

  private PeakCheck() {}

  /** What is wrong with the first peaks of two arrays; empty when nothing is. */
  static String fault(double[] twoTheta, double[] intensity, int count, TwoThetaGrid grid) {
    double before = grid.min() - TOLERANCE;
    double maximum = 0;
    for (int i = 0; i < count; i++) {
      if (!(twoTheta[i] >= before && twoTheta[i] <= grid.max() + TOLERANCE)) {
        return "peak %d at 2theta = %s: want ascending angles inside %s"
            .formatted(i, twoTheta[i], grid);
      }
      if (!(intensity[i] > 0 && intensity[i] <= 1)) {
        return "peak %d has the intensity %s, outside ]0, 1]".formatted(i, intensity[i]);
      }
      before = twoTheta[i];
      maximum = Math.max(maximum, intensity[i]);
    }
    return maximum == 1 ? "" : "the largest intensity is %s, not 1".formatted(maximum);
  }
}
