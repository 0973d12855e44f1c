package org.powdermill.crystal;

import org.powdermill.symmetry.Lattice;

/**
 * Tells whether two points are closer than a distance that is small against the cell.
 *
 * <p>A step dx along a moves a point by |dx|/a* out of the planes x = const, so most pairs are told
 * apart by one comparison.
 */
public final class CloseContacts {

  private final Lattice lattice;
  private final double squaredDistance;
  private final double[] widest;

  /** For points closer than a distance, angstrom. */
  public CloseContacts(Lattice lattice, double distance) {
    this.lattice = lattice;
    this.squaredDistance = distance * distance;
    double[] reciprocal = lattice.reciprocalMetricTensor();
    this.widest =
        new double[] {
          distance * Math.sqrt(reciprocal[0]),
          distance * Math.sqrt(reciprocal[1]),
          distance * Math.sqrt(reciprocal[2]),
        };
  }

  /** Whether two points, in fractional coordinates, are closer, modulo lattice translations. */
  public boolean touch(double[] from, double[] to) {
    for (int i = 0; i < 3; i++) {
      double step = to[i] - from[i];
      if (Math.abs(step - Math.rint(step)) > widest[i]) {
        return false;
      }
    }
    return lattice.squaredDistance(from, to) < squaredDistance;
  }
}
