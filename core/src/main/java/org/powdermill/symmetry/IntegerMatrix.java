package org.powdermill.symmetry;

/** Products of 3 x 3 integer matrices, nine elements row by row. */
final class IntegerMatrix {

  static final int[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private IntegerMatrix() {}

  static int[] product(int[] left, int[] right) {
    int[] product = new int[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          product[3 * row + column] += left[3 * row + k] * right[3 * k + column];
        }
      }
    }
    return product;
  }

  static int determinant(int[] m) {
    return m[0] * (m[4] * m[8] - m[5] * m[7])
        - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6]);
  }

  /** The adjugate: the inverse times the determinant. */
  static int[] adjugate(int[] m) {
    return new int[] {
      m[4] * m[8] - m[5] * m[7],
      m[2] * m[7] - m[1] * m[8],
      m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8],
      m[0] * m[8] - m[2] * m[6],
      m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6],
      m[1] * m[6] - m[0] * m[7],
      m[0] * m[4] - m[1] * m[3]
    };
  }

  static int[] transposed(int[] m) {
    return new int[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
  }
}
