package org.powdermill.symmetry;

/** The centring of a conventional cell, by its letter in the Hermann-Mauguin symbol. */
public enum Centring {
  P(1),
  A(2),
  B(2),
  C(2),
  I(2),
  R(3),
  F(4);

  private final int latticePoints;

  Centring(int latticePoints) {
    this.latticePoints = latticePoints;
  }

  /** Number of lattice points in the conventional cell. */
  public int latticePoints() {
    return latticePoints;
  }
}
