package org.powdermill.symmetry;

import java.util.Arrays;

/** Arrangements given in the conventional cell, brought to the primitive cell. */
public final class PrimitiveCell {

  private PrimitiveCell() {}

  /**
   * The primitive cell of {@link Centring#toPrimitive()} with its atoms.
   *
   * @param centring of the conventional cell
   * @param lattice the conventional cell
   * @param x fractional coordinates along a of the conventional cell, one atom for each lattice
   *     point, at least n
   * @param y the same along b
   * @param z the same along c
   * @param kinds what stands on each point
   * @param n number of atoms
   */
  public static AtomicArrangement of(
      Centring centring, Lattice lattice, double[] x, double[] y, double[] z, int[] kinds, int n) {
    int[] m = centring.toPrimitive();
    double[][] points = new double[n][3];
    for (int i = 0; i < n; i++) {
      for (int row = 0; row < 3; row++) {
        double p = m[3 * row] * x[i] + m[3 * row + 1] * y[i] + m[3 * row + 2] * z[i];
        points[i][row] = p - Math.floor(p);
      }
    }
    return new AtomicArrangement(lattice(centring, lattice), points, Arrays.copyOf(kinds, n));
  }

  private static Lattice lattice(Centring centring, Lattice conventional) {
    int[] columns = IntegerMatrix.adjugate(centring.toPrimitive());
    double[][] from = conventional.basis();
    double[][] basis = new double[3][3];
    for (int vector = 0; vector < 3; vector++) {
      for (int axis = 0; axis < 3; axis++) {
        for (int k = 0; k < 3; k++) {
          basis[vector][axis] += columns[3 * k + vector] * from[k][axis];
        }
        basis[vector][axis] /= centring.latticePoints();
      }
    }
    return Lattice.ofBasis(basis);
  }
}
