package org.powdermill.symmetry;

/**
 * The integer matrices that leave a metric tensor as it is: the holohedry of a lattice, whatever
 * its type.
 *
 * <p>Idea: in a Minkowski-reduced basis (no vector, and no sum or difference of two or three, is
 * shorter than the basis vectors) the images of the basis vectors have the coefficients -1, 0 and 1
 * only (P. Engel, Geometric Crystallography (1986), chapter 5). So the images of each basis vector
 * are looked for among 26 vectors by their length, then put together by their angles. Cost: below a
 * microsecond for most lattices; nothing is allocated but at the start.
 */
final class LatticeAutomorphisms {

  private static final int MAX_ORDER = 48;
  private static final int MAX_ROUNDS = 1000;

  /** Relative excess that a reduction step must win: keeps ties from being swapped for ever. */
  private static final double REDUCTION_MARGIN = 1e-10;

  private static final int[][] SHORT_VECTORS = shortVectors();

  private final double tolerance;
  private final double[] original = new double[6];
  private final int[][] basis = new int[3][3];
  private final double[][] gram = new double[3][3];
  private final int[][] lists = new int[3][SHORT_VECTORS.length];
  private final int[] listSizes = new int[3];
  private final int[][] images = new int[MAX_ORDER][3];
  private int order;

  /**
   * A workspace.
   *
   * @param tolerance relative difference up to which products of basis vectors are equal
   */
  LatticeAutomorphisms(double tolerance) {
    this.tolerance = tolerance;
  }

  private static int[][] shortVectors() {
    int[][] vectors = new int[26][];
    int count = 0;
    for (int i = 0; i < 27; i++) {
      if (i != 13) {
        vectors[count++] = new int[] {i / 9 - 1, i / 3 % 3 - 1, i % 3 - 1};
      }
    }
    return vectors;
  }

  /**
   * Finds the automorphisms of a metric tensor, given as {@link Lattice#metricTensor()} gives it.
   *
   * @return their number
   */
  int find(double[] metric) {
    System.arraycopy(metric, 0, original, 0, 6);
    reduce();
    for (int i = 0; i < 3; i++) {
      listSizes[i] = 0;
    }
    for (int v = 0; v < SHORT_VECTORS.length; v++) {
      double squaredLength = product(SHORT_VECTORS[v], SHORT_VECTORS[v]);
      for (int i = 0; i < 3; i++) {
        if (Math.abs(squaredLength - gram[i][i]) <= tolerance * gram[i][i]) {
          lists[i][listSizes[i]++] = v;
        }
      }
    }
    order = 0;
    for (int i = 0; i < listSizes[0]; i++) {
      for (int j = 0; j < listSizes[1]; j++) {
        if (enclose(0, lists[0][i], 1, lists[1][j])) {
          completeTriples(lists[0][i], lists[1][j]);
        }
      }
    }
    return order;
  }

  private void completeTriples(int first, int second) {
    for (int k = 0; k < listSizes[2]; k++) {
      int third = lists[2][k];
      if (order < MAX_ORDER && enclose(0, first, 2, third) && enclose(1, second, 2, third)) {
        int[] image = images[order++];
        image[0] = first;
        image[1] = second;
        image[2] = third;
      }
    }
  }

  /** Whether two vectors enclose the angle of the basis vectors i and j. */
  private boolean enclose(int i, int u, int j, int v) {
    double difference = product(SHORT_VECTORS[u], SHORT_VECTORS[v]) - gram[i][j];
    return difference * difference <= tolerance * tolerance * gram[i][i] * gram[j][j];
  }

  private double product(int[] u, int[] v) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += u[i] * (gram[i][0] * v[0] + gram[i][1] * v[1] + gram[i][2] * v[2]);
    }
    return sum;
  }

  /** The automorphism with this index, in the basis of the metric given to {@link #find}. */
  int[] matrix(int index) {
    int[] inReducedBasis = new int[9];
    int[] reduced = new int[9];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(SHORT_VECTORS[images[index][i]], 0, inReducedBasis, 3 * i, 3);
      System.arraycopy(basis[i], 0, reduced, 3 * i, 3);
    }
    int[] inverse = IntegerMatrix.adjugate(reduced);
    int determinant = IntegerMatrix.determinant(reduced);
    int[] rows = IntegerMatrix.product(IntegerMatrix.product(inverse, inReducedBasis), reduced);
    for (int i = 0; i < 9; i++) {
      rows[i] *= determinant;
    }
    return IntegerMatrix.transposed(rows);
  }

  private void reduce() {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        basis[i][j] = i == j ? 1 : 0;
      }
    }
    updateGram();
    int rounds = 0;
    while (shortenByOne() || shortenByTwo()) {
      updateGram();
      if (++rounds > MAX_ROUNDS) {
        throw new IllegalArgumentException("the lattice cannot be reduced: its cell is too flat");
      }
    }
  }

  /** Takes as much of one vector from another as makes it shorter (Gauss). */
  private boolean shortenByOne() {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (i != j && Math.abs(gram[i][j]) > (0.5 + REDUCTION_MARGIN) * gram[j][j]) {
          int multiple = (int) Math.rint(gram[i][j] / gram[j][j]);
          for (int k = 0; k < 3; k++) {
            basis[i][k] -= multiple * basis[j][k];
          }
          return true;
        }
      }
    }
    return false;
  }

  /** Puts a + b + c (with signs) in the place of the longest vector where it is shorter. */
  private boolean shortenByTwo() {
    int longest = gram[0][0] >= gram[1][1] ? 0 : 1;
    longest = gram[longest][longest] >= gram[2][2] ? longest : 2;
    int p = (longest + 1) % 3;
    int q = (longest + 2) % 3;
    for (int signs = 0; signs < 4; signs++) {
      int sp = (signs & 1) * 2 - 1;
      int sq = (signs & 2) - 1;
      double change =
          gram[p][p]
              + gram[q][q]
              + 2 * (sp * gram[longest][p] + sq * gram[longest][q] + sp * sq * gram[p][q]);
      if (change < -REDUCTION_MARGIN * gram[longest][longest]) {
        for (int k = 0; k < 3; k++) {
          basis[longest][k] += sp * basis[p][k] + sq * basis[q][k];
        }
        return true;
      }
    }
    return false;
  }

  private void updateGram() {
    double[] g = original;
    for (int i = 0; i < 3; i++) {
      int[] u = basis[i];
      for (int j = 0; j <= i; j++) {
        int[] v = basis[j];
        gram[i][j] =
            u[0] * v[0] * g[0]
                + u[1] * v[1] * g[1]
                + u[2] * v[2] * g[2]
                + (u[1] * v[2] + u[2] * v[1]) * g[3]
                + (u[0] * v[2] + u[2] * v[0]) * g[4]
                + (u[0] * v[1] + u[1] * v[0]) * g[5];
        gram[j][i] = gram[i][j];
      }
    }
  }
}
