package org.powdermill.cif;

import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/** Tells how well a cell has the symmetry of a group: G = W^T G W for each rotation part W. */
final class CellSymmetry {

  /** What a measured cell may deviate: 1 % of an edge or about 1 degree. */
  static final double TOLERANCE = 0.02;

  private CellSymmetry() {}

  /**
   * The largest deviation of a scalar product g_ij from its image, relative to sqrt(g_ii g_jj),
   * over the operations.
   */
  static double deviation(Lattice lattice, SymmetryGroup group) {
    double largest = 0;
    for (SymmetryOperation operation : group.pointOperations()) {
      largest = Math.max(largest, deviation(lattice, operation));
    }
    return largest;
  }

  static double deviation(Lattice lattice, SymmetryOperation operation) {
    double[] m = lattice.metricTensor();
    double[][] g = {{m[0], m[5], m[4]}, {m[5], m[1], m[3]}, {m[4], m[3], m[2]}};
    double largest = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = i; j < 3; j++) {
        double image = 0;
        for (int k = 0; k < 3; k++) {
          for (int l = 0; l < 3; l++) {
            image += operation.rotation(k, i) * g[k][l] * operation.rotation(l, j);
          }
        }
        largest = Math.max(largest, Math.abs(image - g[i][j]) / Math.sqrt(g[i][i] * g[j][j]));
      }
    }
    return largest;
  }
}
