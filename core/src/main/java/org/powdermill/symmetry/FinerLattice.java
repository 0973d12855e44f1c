package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks at an arrangement with more translations than its group has: brings the larger group to the
 * finer lattice and tells whether it can still be of the same type.
 *
 * <p>Most cannot: on the finer lattice there are more rotation parts, or the {@link GroupSignature}
 * is another one. Unlike {@link ExcessSymmetry} this allocates some kilobytes a call.
 */
final class FinerLattice {

  private final LatticeAutomorphisms automorphisms =
      new LatticeAutomorphisms(ExcessSymmetry.TOLERANCE);
  private final AtomTable table = new AtomTable();

  /**
   * Whether the arrangement that was checked last can have a group of the type it was built from: a
   * "no" is certain, a "yes" is not.
   */
  boolean mayHaveTypeOf(SpaceGroup group, ExcessSymmetry checked) {
    HolohedryCosets cosets = HolohedryCosets.of(group);
    List<double[]> translations = translations(checked.table());
    int index = translations.size() + 1;
    int[] basis = basis(translations, index);
    int volume = IntegerMatrix.determinant(basis);
    if (Math.abs(volume) != index * index) {
      return true;
    }
    int[] inverse = IntegerMatrix.transposed(IntegerMatrix.adjugate(basis));
    double[][] toBasis = new double[3][3];
    for (int i = 0; i < 9; i++) {
      toBasis[i / 3][i % 3] = inverse[i] * index / (double) volume;
    }
    int[][] rotations = new int[cosets.pointGroup.length][];
    double[][] parts = new double[rotations.length][];
    for (int i = 0; i < rotations.length; i++) {
      int[] scaled =
          IntegerMatrix.product(
              IntegerMatrix.product(inverse, cosets.pointGroup[i]),
              IntegerMatrix.transposed(basis));
      for (int k = 0; k < 9; k++) {
        scaled[k] /= volume;
      }
      rotations[i] = scaled;
      parts[i] = product(toBasis, cosets.primitiveTranslations[i]);
    }
    return GroupSignature.of(rotations, parts).isSame(GroupSignature.of(group))
        && !hasMoreRotations(rotations, toBasis, basis, index, checked);
  }

  private static List<double[]> translations(AtomTable atoms) {
    List<double[]> translations = new ArrayList<>();
    for (int j = 1; j < atoms.rarest(); j++) {
      if (atoms.mapsOntoItself(IntegerMatrix.IDENTITY, j)) {
        translations.add(atoms.step(j));
      }
    }
    return translations;
  }

  /** A basis of the finer lattice, vectors as rows, in units of 1/index of the coarser one. */
  private static int[] basis(List<double[]> translations, int index) {
    IntegerLattice lattice = new IntegerLattice();
    lattice.add(index, 0, 0);
    lattice.add(0, index, 0);
    lattice.add(0, 0, index);
    for (double[] t : translations) {
      lattice.add(
          (int) Math.rint(index * t[0]),
          (int) Math.rint(index * t[1]),
          (int) Math.rint(index * t[2]));
    }
    return lattice.basis();
  }

  private boolean hasMoreRotations(
      int[][] rotations, double[][] toBasis, int[] basis, int index, ExcessSymmetry checked) {
    table.fill(toBasis, checked.table());
    int order = automorphisms.find(metric(checked.primitiveMetric(), basis, index));
    for (int i = 0; i < order; i++) {
      int[] candidate = automorphisms.matrix(i);
      if (!HolohedryCosets.contains(rotations, candidate) && table.isRotationPart(candidate)) {
        return true;
      }
    }
    return false;
  }

  private static double[] metric(double[] g, int[] basis, int index) {
    double[] metric = new double[6];
    int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
    for (int p = 0; p < 6; p++) {
      int u = 3 * pairs[p][0];
      int v = 3 * pairs[p][1];
      double[] gv = {
        g[0] * basis[v] + g[5] * basis[v + 1] + g[4] * basis[v + 2],
        g[5] * basis[v] + g[1] * basis[v + 1] + g[3] * basis[v + 2],
        g[4] * basis[v] + g[3] * basis[v + 1] + g[2] * basis[v + 2]
      };
      metric[p] =
          (basis[u] * gv[0] + basis[u + 1] * gv[1] + basis[u + 2] * gv[2])
              / ((double) index * index);
    }
    return metric;
  }

  private static double[] product(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int row = 0; row < 3; row++) {
      product[row] =
          matrix[row][0] * vector[0] + matrix[row][1] * vector[1] + matrix[row][2] * vector[2];
    }
    return product;
  }
}
