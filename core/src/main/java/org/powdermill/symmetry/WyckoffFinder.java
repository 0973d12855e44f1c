package org.powdermill.symmetry;

/** Finds the Wyckoff position that a point stands on. */
final class WyckoffFinder {

  /** Numbers without a simple relation, so that a point made of them is on no other position. */
  private static final double[] TYPICAL = {0.0731592653, 0.1618033988, 0.2236067977};

  private static final double TOLERANCE = 1e-8;
  private static final int[] NEIGHBOURS = {0, -1, 1, -2, 2};

  private final SpaceGroup group;

  WyckoffFinder(SpaceGroup group) {
    this.group = group;
  }

  /** A point of a position that is on no more special one. */
  static double[] typicalPoint(WyckoffPosition position) {
    return position.representative().apply(TYPICAL);
  }

  /**
   * The letter of the position that holds a point.
   *
   * @param point fractional coordinates
   * @param like a position of the same multiplicity and freedom, perhaps of another group
   */
  char letter(double[] point, WyckoffPosition like) {
    for (WyckoffPosition position : group.wyckoffPositions()) {
      if (position.multiplicity() == like.multiplicity()
          && position.degreesOfFreedom() == like.degreesOfFreedom()
          && (position.degreesOfFreedom() == 3 || holds(position, point))) {
        return position.letter();
      }
    }
    throw new IllegalStateException(
        "no position of %s holds the image of %s".formatted(group, like));
  }

  private boolean holds(WyckoffPosition position, double[] point) {
    for (SymmetryOperation operation : group.symmetryGroup().operations()) {
      double[] image = operation.apply(point);
      for (int i = 0; i < 3; i++) {
        image[i] -= Math.floor(image[i]);
      }
      if (holdsOneOfTheTranslates(position, image)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsOneOfTheTranslates(WyckoffPosition position, double[] point) {
    double[] moved = new double[3];
    for (int i : NEIGHBOURS) {
      for (int j : NEIGHBOURS) {
        for (int k : NEIGHBOURS) {
          moved[0] = point[0] + i;
          moved[1] = point[1] + j;
          moved[2] = point[2] + k;
          double[] projected = position.project(moved);
          if (Math.abs(projected[0] - moved[0]) < TOLERANCE
              && Math.abs(projected[1] - moved[1]) < TOLERANCE
              && Math.abs(projected[2] - moved[2]) < TOLERANCE) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
