package org.powdermill.diffraction;

import java.util.Arrays;
import java.util.List;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * The indices by which a family of reflections is usually called: of all its members one with the
 * fewest minus signs, and of these the last in lexical order, such as 113 for the family of 2-13 in
 * corundum.
 */
final class FamilyIndices {

  private final List<int[]> rotations;

  /** Families under the rotation parts of a group and the inversion. */
  FamilyIndices(SymmetryGroup group) {
    this.rotations = group.pointOperations().stream().map(SymmetryOperation::rotation).toList();
  }

  /** The usual indices of the family of (hkl). */
  int[] usual(int h, int k, int l) {
    int[] best = {h, k, l};
    for (int[] w : rotations) {
      int[] member = {
        h * w[0] + k * w[3] + l * w[6],
        h * w[1] + k * w[4] + l * w[7],
        h * w[2] + k * w[5] + l * w[8]
      };
      int[] opposite = {-member[0], -member[1], -member[2]};
      best = more(more(best, member), opposite);
    }
    return best;
  }

  private static int[] more(int[] one, int[] other) {
    int difference = minusSigns(other) - minusSigns(one);
    return difference < 0 || (difference == 0 && Arrays.compare(other, one) > 0) ? other : one;
  }

  private static int minusSigns(int[] hkl) {
    return (hkl[0] < 0 ? 1 : 0) + (hkl[1] < 0 ? 1 : 0) + (hkl[2] < 0 ? 1 : 0);
  }
}
