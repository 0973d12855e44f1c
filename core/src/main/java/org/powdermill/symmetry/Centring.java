package org.powdermill.symmetry;

/** The centring of a conventional cell, by its letter in the Hermann-Mauguin symbol. */
public enum Centring {
  P(1, 1, 0, 0, 0, 1, 0, 0, 0, 1),
  A(2, 1, 0, 0, 0, 1, 1, 0, -1, 1),
  B(2, 1, 0, -1, 0, 1, 0, 1, 0, 1),
  C(2, 1, -1, 0, 1, 1, 0, 0, 0, 1),
  I(2, 0, 1, 1, 1, 0, 1, 1, 1, 0),
  R(3, 1, 0, 1, -1, 1, 1, 0, -1, 1),
  F(4, -1, 1, 1, 1, -1, 1, 1, 1, -1);

  private final int latticePoints;
  private final int[] toPrimitive;

  Centring(int latticePoints, int... toPrimitive) {
    this.latticePoints = latticePoints;
    this.toPrimitive = toPrimitive;
  }

  /** Number of lattice points in the conventional cell. */
  public int latticePoints() {
    return latticePoints;
  }

  /**
   * The matrix that carries coordinates in the conventional cell to coordinates in a primitive one,
   * row by row; its determinant is {@link #latticePoints()}. R is the obverse setting.
   *
   * <p>International Tables for Crystallography A (2016), table 1.5.1.1.
   */
  public int[] toPrimitive() {
    return toPrimitive.clone();
  }
}
