package org.powdermill.crystal;

import org.powdermill.symmetry.SymmetryOperation;

/**
 * Moves a point onto the symmetry elements that it all but lies on.
 *
 * <p>The operations that bring the point back to within the tolerance form its site-symmetry group;
 * the mean of those images is the point's projection onto the special position, at right angles in
 * the crystal's metric, since that metric is invariant.
 */
final class SpecialPosition {

  private SpecialPosition() {}

  /**
   * Each round can only bring the point nearer to its special position; two are nearly always
   * enough.
   */
  private static final int MAX_ROUNDS = 5;

  static double[] snap(double[] point, Crystal crystal, double tolerance) {
    CloseContacts contacts = new CloseContacts(crystal.lattice(), tolerance);
    double[] snapped = point;
    int siteSymmetryOrder = 0;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      double[] sum = new double[3];
      int count = 0;
      for (SymmetryOperation operation : crystal.symmetryGroup().operations()) {
        double[] image = operation.apply(snapped);
        if (contacts.touch(snapped, image)) {
          for (int i = 0; i < 3; i++) {
            sum[i] += image[i] - Math.rint(image[i] - snapped[i]);
          }
          count++;
        }
      }
      snapped = new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
      if (count == siteSymmetryOrder) {
        return snapped;
      }
      siteSymmetryOrder = count;
    }
    return snapped;
  }
}
