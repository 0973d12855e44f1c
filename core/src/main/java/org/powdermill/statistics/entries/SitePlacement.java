package org.powdermill.statistics.entries;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.powdermill.crystal.Crystal;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * Whether a site stands on the Wyckoff position that a table names: one of its images lies on the
 * position's first point, line or plane within a tolerance, and there on no more special one.
 *
 * <p>The projection onto the position is an affine map; its matrix is computed once for each
 * position.
 */
final class SitePlacement {

  private static final Map<WyckoffPosition, SitePlacement> KNOWN = new ConcurrentHashMap<>();

  private static final int[] NEIGHBOURS = {0, -1, 1};

  private final SpaceGroup group;
  private final WyckoffPosition position;
  private final double[][] columns = new double[3][];
  private final double[] origin;

  private SitePlacement(SpaceGroup group, WyckoffPosition position) {
    this.group = group;
    this.position = position;
    origin = position.project(new double[3]);
    for (int i = 0; i < 3; i++) {
      double[] unit = new double[3];
      unit[i] = 1;
      columns[i] = position.project(unit);
      for (int row = 0; row < 3; row++) {
        columns[i][row] -= origin[row];
      }
    }
  }

  static SitePlacement of(SpaceGroup group, WyckoffPosition position) {
    return KNOWN.computeIfAbsent(position, key -> new SitePlacement(group, key));
  }

  /**
   * The point of the site's orbit that stands exactly on the position's representative; nothing
   * where the site does not stand there.
   *
   * @param tolerance distance from the position, angstrom
   */
  Optional<double[]> representative(double[] point, Lattice lattice, double tolerance) {
    double[] metric = lattice.metricTensor();
    for (SymmetryOperation operation : group.symmetryGroup().operations()) {
      double[] image = operation.apply(point);
      for (int i = 0; i < 3; i++) {
        image[i] -= Math.floor(image[i]);
      }
      double[] placed = place(image, metric, tolerance * tolerance);
      if (placed.length > 0) {
        return siteSymmetryOrder(placed, metric) * position.multiplicity()
                == group.symmetryGroup().order()
            ? Optional.of(placed)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The nearest point of the position, or nothing where it is too far. */
  private double[] place(double[] image, double[] metric, double squaredTolerance) {
    double[] moved = new double[3];
    for (int i : NEIGHBOURS) {
      for (int j : NEIGHBOURS) {
        for (int k : NEIGHBOURS) {
          moved[0] = image[0] + i;
          moved[1] = image[1] + j;
          moved[2] = image[2] + k;
          double[] placed = project(moved);
          if (squaredLength(
                  metric, placed[0] - moved[0], placed[1] - moved[1], placed[2] - moved[2])
              < squaredTolerance) {
            return placed;
          }
        }
      }
    }
    return new double[0];
  }

  private double[] project(double[] point) {
    double[] projected = origin.clone();
    for (int i = 0; i < 3; i++) {
      for (int row = 0; row < 3; row++) {
        projected[row] += columns[i][row] * point[i];
      }
    }
    return projected;
  }

  private int siteSymmetryOrder(double[] point, double[] metric) {
    int order = 0;
    for (SymmetryOperation operation : group.symmetryGroup().operations()) {
      double[] image = operation.apply(point);
      double x = image[0] - point[0];
      double y = image[1] - point[1];
      double z = image[2] - point[2];
      if (squaredLength(metric, x - Math.rint(x), y - Math.rint(y), z - Math.rint(z))
          < Crystal.MERGING_DISTANCE * Crystal.MERGING_DISTANCE) {
        order++;
      }
    }
    return order;
  }

  private static double squaredLength(double[] g, double x, double y, double z) {
    return x * x * g[0]
        + y * y * g[1]
        + z * z * g[2]
        + 2 * (y * z * g[3] + x * z * g[4] + x * y * g[5]);
  }
}
