package org.powdermill.symmetry;

/** The lattice that some integer vectors generate, in a triangular (Hermite) basis. */
final class IntegerLattice {

  private final int[][] basis = new int[3][3];

  /** Adds a generator. */
  void add(int... generator) {
    int[] v = generator.clone();
    for (int column = 0; column < 3; column++) {
      int[] row = basis[column];
      while (v[column] != 0) {
        int quotient = row[column] / v[column];
        for (int k = 0; k < 3; k++) {
          int remainder = row[k] - quotient * v[k];
          row[k] = v[k];
          v[k] = remainder;
        }
      }
    }
  }

  /** Whether the lattice holds a vector. */
  boolean contains(int... vector) {
    int[] v = vector.clone();
    for (int column = 0; column < 3; column++) {
      if (v[column] != 0) {
        int[] row = basis[column];
        if (row[column] == 0 || v[column] % row[column] != 0) {
          return false;
        }
        int multiple = v[column] / row[column];
        for (int k = 0; k < 3; k++) {
          v[k] -= multiple * row[k];
        }
      }
    }
    return true;
  }

  /** The basis vectors as rows, nine integers. */
  int[] basis() {
    int[] rows = new int[9];
    for (int i = 0; i < 9; i++) {
      rows[i] = basis[i / 3][i % 3];
    }
    return rows;
  }
}
