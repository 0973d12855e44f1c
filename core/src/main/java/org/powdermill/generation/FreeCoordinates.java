package org.powdermill.generation;

import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.WyckoffPosition;

/** Reads what stands for x, y, z in the first coordinate triplet of a Wyckoff position. */
final class FreeCoordinates {

  private static final double TOLERANCE = 1e-6;
  private static final double TRANSLATION_UNIT = 1.0 / CoordinateTriplet.TRANSLATION_DENOMINATOR;

  private FreeCoordinates() {}

  /**
   * The x, y, z that give a point; 0 for one that the position does not have. Every position's
   * first triplet has each of its variables alone somewhere, as {@code x} or {@code -x} with a
   * constant.
   *
   * @param point fractional coordinates on the position's first triplet, up to lattice translations
   * @throws IllegalArgumentException if the point is not on the position
   */
  static double[] of(WyckoffPosition position, double[] point) {
    CoordinateTriplet triplet = position.representative();
    double[] free = new double[3];
    for (int variable = 0; variable < 3; variable++) {
      for (int row = 0; row < 3; row++) {
        if (hasAlone(triplet, row, variable)) {
          double constant = triplet.translation(row) * TRANSLATION_UNIT;
          free[variable] = triplet.matrix(row, variable) * (point[row] - constant);
          break;
        }
      }
    }
    double[] back = triplet.apply(free);
    for (int i = 0; i < 3; i++) {
      double difference = back[i] - point[i];
      if (!(Math.abs(difference - Math.rint(difference)) < TOLERANCE)) {
        throw new IllegalArgumentException(
            "(%s, %s, %s) is not on %s of %s"
                .formatted(point[0], point[1], point[2], triplet, position));
      }
    }
    return free;
  }

  /** Whether a row is plus or minus one variable and a constant. */
  private static boolean hasAlone(CoordinateTriplet triplet, int row, int variable) {
    for (int column = 0; column < 3; column++) {
      int expected = column == variable ? 1 : 0;
      if (Math.abs(triplet.matrix(row, column)) != expected) {
        return false;
      }
    }
    return true;
  }
}
