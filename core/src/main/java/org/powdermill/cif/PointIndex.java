package org.powdermill.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.symmetry.Lattice;

/**
 * Finds which point of a cell lies at a place, among many: the cell is cut into boxes wider than
 * the tolerance, so that a point is in the box of the place or in one that touches it.
 *
 * @param <T> what stands at the points
 */
final class PointIndex<T> {

  private static final int MAX_BOXES = 64;

  private record Entry<T>(double x, double y, double z, T value) {
    double[] point() {
      return new double[] {x, y, z};
    }
  }

  private final Lattice lattice;
  private final double squaredTolerance;
  private final int[] boxes = new int[3];
  private final Map<Integer, List<Entry<T>>> entries = new HashMap<>();

  /**
   * An empty index.
   *
   * @param tolerance angstrom
   */
  PointIndex(Lattice lattice, double tolerance) {
    this.lattice = lattice;
    this.squaredTolerance = tolerance * tolerance;
    double[] reciprocal = lattice.reciprocalMetricTensor();
    for (int i = 0; i < 3; i++) {
      double width = tolerance * Math.sqrt(reciprocal[i]);
      boxes[i] = (int) Math.max(1, Math.min(MAX_BOXES, Math.floor(1 / width)));
    }
  }

  void add(double[] point, T value) {
    entries
        .computeIfAbsent(key(box(point, 0), box(point, 1), box(point, 2)), k -> new ArrayList<>())
        .add(new Entry<>(point[0], point[1], point[2], value));
  }

  Optional<T> at(double[] point) {
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        for (int k = -1; k <= 1; k++) {
          int key = key(box(point, 0) + i, box(point, 1) + j, box(point, 2) + k);
          for (Entry<T> entry : entries.getOrDefault(key, List.of())) {
            if (lattice.squaredDistance(point, entry.point()) < squaredTolerance) {
              return Optional.of(entry.value());
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private int box(double[] point, int axis) {
    double fraction = point[axis] - Math.floor(point[axis]);
    return (int) (fraction * boxes[axis]);
  }

  private int key(int i, int j, int k) {
    return (Math.floorMod(i, boxes[0]) * MAX_BOXES + Math.floorMod(j, boxes[1])) * MAX_BOXES
        + Math.floorMod(k, boxes[2]);
  }
}
