package org.powdermill.symmetry;

import static org.powdermill.symmetry.CoordinateTriplet.TRANSLATION_DENOMINATOR;

/**
 * A symmetry operation (W, w) of a crystal: x' = W x + w, with w reduced to [0, 1).
 *
 * <p>Two operations that differ by a lattice translation are the same one here. International
 * Tables for Crystallography A (2016), section 1.2.2.
 *
 * @param triplet the operation as a coordinate triplet
 */
public record SymmetryOperation(CoordinateTriplet triplet) {

  /** The identity. */
  public static final SymmetryOperation IDENTITY = parse("x,y,z");

  /** The inversion in the origin. */
  public static final SymmetryOperation INVERSION = parse("-x,-y,-z");

  /**
   * Reduces the translation.
   *
   * @throws IllegalArgumentException if the matrix maps no lattice onto itself (its determinant is
   *     not 1 or -1)
   */
  public SymmetryOperation {
    if (Math.abs(triplet.determinant()) != 1) {
      throw new IllegalArgumentException("'%s' is not a symmetry operation".formatted(triplet));
    }
    triplet = triplet.reduced();
  }

  /**
   * Reads an operation such as {@code -x,y+1/2,-z}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SymmetryOperation parse(String triplet) {
    return new SymmetryOperation(CoordinateTriplet.parse(triplet));
  }

  /** An operation from its rotation part (row by row) and its translation in units of 1/24. */
  public static SymmetryOperation of(int[] rotation, int[] translation) {
    return new SymmetryOperation(CoordinateTriplet.of(rotation, translation));
  }

  /** The translation by (x, y, z), in units of 1/24. */
  public static SymmetryOperation translation(int x, int y, int z) {
    return of(new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new int[] {x, y, z});
  }

  /** Element of the rotation part W. */
  public int rotation(int row, int column) {
    return triplet.matrix(row, column);
  }

  /** The rotation part W, row by row. */
  public int[] rotation() {
    return triplet.matrix();
  }

  /** Element of the translation part w, in units of 1/24, 0 to 23. */
  public int translation(int row) {
    return triplet.translation(row);
  }

  /** Whether the rotation part is the identity. */
  public boolean isTranslation() {
    return hasRotationOf(IDENTITY);
  }

  /** Whether both have the same rotation part. */
  public boolean hasRotationOf(SymmetryOperation other) {
    for (int i = 0; i < 9; i++) {
      if (rotation(i / 3, i % 3) != other.rotation(i / 3, i % 3)) {
        return false;
      }
    }
    return true;
  }

  /** Determinant of the rotation part: 1 for rotations, -1 for rotoinversions. */
  public int determinant() {
    return triplet.determinant();
  }

  /** Trace of the rotation part; with the determinant it names the type of rotation. */
  public int trace() {
    return rotation(0, 0) + rotation(1, 1) + rotation(2, 2);
  }

  /** The operation that does {@code inner} first and this one then. */
  public SymmetryOperation after(SymmetryOperation inner) {
    return new SymmetryOperation(triplet.after(inner.triplet));
  }

  /** The inverse: (W^-1, -W^-1 w). */
  public SymmetryOperation inverse() {
    int determinant = determinant();
    int[] inverse = new int[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        int r1 = (column + 1) % 3;
        int r2 = (column + 2) % 3;
        int c1 = (row + 1) % 3;
        int c2 = (row + 2) % 3;
        inverse[3 * row + column] =
            determinant
                * (rotation(r1, c1) * rotation(r2, c2) - rotation(r1, c2) * rotation(r2, c1));
      }
    }
    int[] shift = new int[3];
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 3; k++) {
        shift[row] -= inverse[3 * row + k] * translation(k);
      }
    }
    return of(inverse, shift);
  }

  /** The same operation after a shift of the origin: x' = x + shift, in units of 1/24. */
  public SymmetryOperation withOriginShift(int[] shift) {
    int[] moved = new int[3];
    for (int row = 0; row < 3; row++) {
      moved[row] = translation(row) + shift[row];
      for (int k = 0; k < 3; k++) {
        moved[row] -= rotation(row, k) * shift[k];
      }
    }
    return of(rotation(), moved);
  }

  /** The image of a point in fractional coordinates. */
  public double[] apply(double[] point) {
    return triplet.apply(point);
  }

  /**
   * Whether h . w is a whole number: the phase that the operation's translation gives to the
   * reflection (hkl) is one.
   */
  public boolean leavesPhase(int h, int k, int l) {
    return Math.floorMod(
            h * translation(0) + k * translation(1) + l * translation(2), TRANSLATION_DENOMINATOR)
        == 0;
  }

  /** The coordinate triplet, such as {@code -x,y+1/2,-z}. */
  @Override
  public String toString() {
    return triplet.toString();
  }
}
