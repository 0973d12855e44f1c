package org.powdermill.symmetry;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Numbers that every description of a space group in a primitive basis shares, whatever the basis
 * and the origin: groups with different signatures are of different types. The 230 types have 197
 * different ones; that the 11 enantiomorphic pairs share theirs is by design.
 *
 * <p>For each operation (W, w): determinant and trace of W; the dimension of the vectors that W
 * leaves or inverts modulo 2 and 3, which sets primitive lattices apart from centred ones; and the
 * order of its screw or glide part modulo the lattice. For all of them together: the dimensions of
 * the vectors modulo 2 and 3 that all W leave, and of the span of all W - 1.
 *
 * @param numbers the sorted signatures of the operations, then those of the group
 */
@SuppressWarnings("ArrayRecordComponent")
record GroupSignature(long[] numbers) {

  private static final AtomicReferenceArray<GroupSignature> OF_GROUPS =
      new AtomicReferenceArray<>(SpaceGroup.COUNT + 1);

  /** Screw and glide parts are sixths at most, in a smaller cell more: 24 covers what occurs. */
  private static final int MAX_ORDER = 24;

  static GroupSignature of(SpaceGroup group) {
    GroupSignature known = OF_GROUPS.get(group.number());
    if (known == null) {
      HolohedryCosets cosets = HolohedryCosets.of(group);
      known = of(cosets.pointGroup, cosets.primitiveTranslations);
      OF_GROUPS.set(group.number(), known);
    }
    return known;
  }

  /**
   * The signature of a group in a primitive basis.
   *
   * @param rotations rotation parts, one operation each
   * @param translations the translation parts, [n][3]
   */
  static GroupSignature of(int[][] rotations, double[][] translations) {
    int n = rotations.length;
    long[] numbers = new long[n + 1];
    int[][] rows = new int[3 * n][];
    int[][] columns = new int[3 * n][];
    for (int i = 0; i < n; i++) {
      int[] w = rotations[i];
      numbers[i] = operation(w, translations[i]);
      for (int k = 0; k < 3; k++) {
        rows[3 * i + k] = row(w, k, -1);
        columns[3 * i + k] = row(IntegerMatrix.transposed(w), k, -1);
      }
    }
    Arrays.sort(numbers, 0, n);
    numbers[n] =
        rank(rows, 2) + 10L * rank(rows, 3) + 100L * rank(columns, 2) + 1000L * rank(columns, 3);
    return new GroupSignature(numbers);
  }

  private static long operation(int[] w, double[] translation) {
    int[][] minus = {row(w, 0, -1), row(w, 1, -1), row(w, 2, -1)};
    int[][] plus = {row(w, 0, 1), row(w, 1, 1), row(w, 2, 1)};
    long type = 10L * (IntegerMatrix.determinant(w) + 1) + w[0] + w[4] + w[8] + 3;
    return (((type * 4 + rank(minus, 2)) * 4 + rank(minus, 3)) * 4 + rank(plus, 3))
            * (MAX_ORDER + 2)
        + screwOrder(w, translation);
  }

  /**
   * The least d such that d times the screw or glide part can be taken away by a lattice
   * translation: with N = 1 + W + ... + W^(k-1), d N w is one of the vectors N t of the lattice.
   */
  private static int screwOrder(int[] w, double[] translation) {
    int[] sum = new int[9];
    int[] power = IntegerMatrix.IDENTITY;
    do {
      for (int i = 0; i < 9; i++) {
        sum[i] += power[i];
      }
      power = IntegerMatrix.product(power, w);
    } while (!Arrays.equals(power, IntegerMatrix.IDENTITY));
    IntegerLattice lattice = new IntegerLattice();
    int[] screw = new int[3];
    for (int k = 0; k < 3; k++) {
      lattice.add(sum[k], sum[3 + k], sum[6 + k]);
      screw[k] =
          (int)
              Math.rint(
                  sum[3 * k] * translation[0]
                      + sum[3 * k + 1] * translation[1]
                      + sum[3 * k + 2] * translation[2]);
    }
    for (int order = 1; order <= MAX_ORDER; order++) {
      if (lattice.contains(order * screw[0], order * screw[1], order * screw[2])) {
        return order;
      }
    }
    return MAX_ORDER + 1;
  }

  /** A row of W plus a multiple of the unit matrix. */
  private static int[] row(int[] w, int k, int multiple) {
    int[] row = {w[3 * k], w[3 * k + 1], w[3 * k + 2]};
    row[k] += multiple;
    return row;
  }

  /** The rank of some rows over the integers modulo a prime, 2 or 3. */
  private static int rank(int[][] rows, int prime) {
    int[][] pivots = new int[3][];
    int rank = 0;
    for (int[] original : rows) {
      int[] row = original.clone();
      for (int column = 0; column < 3; column++) {
        row[column] = Math.floorMod(row[column], prime);
        if (row[column] != 0 && pivots[column] == null) {
          pivots[column] = row;
          rank++;
          break;
        }
        if (row[column] != 0) {
          // In both fields each element but 0 is its own inverse.
          int factor = row[column] * pivots[column][column];
          for (int k = 0; k < 3; k++) {
            row[k] = Math.floorMod(row[k] - factor * pivots[column][k], prime);
          }
        }
      }
    }
    return rank;
  }

  boolean isSame(GroupSignature other) {
    return Arrays.equals(numbers, other.numbers);
  }
}
