package org.powdermill.tests.symmetry;

import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.DrawnTypeCheck;
import org.powdermill.symmetry.ExcessSymmetry;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.PrimitiveCell;
import org.powdermill.symmetry.SpaceGroup;

/**
 * Atoms placed by a space group.
 *
 * @param group the group drawn
 * @param lattice conventional cell
 * @param positions fractional coordinates in the conventional cell, one atom for each lattice
 *     point, [n][3]
 * @param kinds what stands there, [n]
 */
@SuppressWarnings("ArrayRecordComponent")
public record GroupArrangement(
    SpaceGroup group, Lattice lattice, double[][] positions, int[] kinds) {

  /** Atoms in the primitive cell. */
  public int size() {
    return kinds.length;
  }

  /** Whether two atoms stand on one point, or all but. */
  public boolean hasCoincidences() {
    double[][] points = primitive().positions();
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        double farthest = 0;
        for (int k = 0; k < 3; k++) {
          double step = points[i][k] - points[j][k];
          farthest = Math.max(farthest, Math.abs(step - Math.rint(step)));
        }
        if (farthest < 1e-4) {
          return true;
        }
      }
    }
    return false;
  }

  /** What the check says. */
  public ExcessSymmetry.Verdict check(ExcessSymmetry excess) {
    return excess.of(
        group, lattice.metricTensor(), column(0), column(1), column(2), kinds, kinds.length);
  }

  /** Whether the crystal passes. */
  public boolean check(DrawnTypeCheck check) {
    return check.hasTypeOf(group, lattice, column(0), column(1), column(2), kinds, kinds.length);
  }

  /** One coordinate of all atoms. */
  public double[] column(int axis) {
    double[] column = new double[positions.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = positions[i][axis];
    }
    return column;
  }

  /** The primitive cell with its atoms. */
  public AtomicArrangement primitive() {
    return PrimitiveCell.of(
        group.centring(), lattice, column(0), column(1), column(2), kinds, kinds.length);
  }
}
