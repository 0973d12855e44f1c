package org.powdermill.generation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * The coordinate triplets of a Wyckoff position for one lattice point, flattened for fast
 * expansion, with the weight that each has in the structure factor: 2 if it stands for its inverse
 * as well, 0 if its inverse stands for it, else 1.
 */
final class ExpandedPosition {

  private static final double UNIT = 1.0 / CoordinateTriplet.TRANSLATION_DENOMINATOR;

  final int count;
  private final double[] maps;
  private final double[] weights;

  ExpandedPosition(SpaceGroup group, WyckoffPosition position) {
    List<CoordinateTriplet> orbit = position.primitiveOrbit();
    this.count = orbit.size();
    this.maps = new double[12 * count];
    this.weights = new double[count];
    Set<CoordinateTriplet> standFor = new HashSet<>();
    for (int i = 0; i < count; i++) {
      CoordinateTriplet triplet = orbit.get(i);
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          maps[12 * i + 4 * row + column] = triplet.matrix(row, column);
        }
        maps[12 * i + 4 * row + 3] = triplet.translation(row) * UNIT;
      }
      weights[i] = weight(group.symmetryGroup(), triplet, standFor);
    }
  }

  private static double weight(
      SymmetryGroup group, CoordinateTriplet triplet, Set<CoordinateTriplet> standFor) {
    if (!group.operations().contains(SymmetryOperation.INVERSION)) {
      return 1;
    }
    if (standFor.contains(triplet.reduced())) {
      return 0;
    }
    CoordinateTriplet inverse = SymmetryOperation.INVERSION.triplet().after(triplet);
    boolean isOwnInverse = false;
    for (SymmetryOperation centring : group.centringTranslations()) {
      CoordinateTriplet image = centring.triplet().after(inverse).reduced();
      isOwnInverse |= image.equals(triplet.reduced());
      standFor.add(image);
    }
    return isOwnInverse ? 1 : 2;
  }

  /** Weight of a triplet in the structure factor. */
  double weight(int triplet) {
    return weights[triplet];
  }

  /** A coordinate (row 0, 1, 2) of a triplet at the position's free coordinates. */
  double coordinate(int triplet, int row, double x, double y, double z) {
    int at = 12 * triplet + 4 * row;
    return maps[at] * x + maps[at + 1] * y + maps[at + 2] * z + maps[at + 3];
  }
}
