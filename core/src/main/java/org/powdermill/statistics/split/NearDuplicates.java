package org.powdermill.statistics.split;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.symmetry.EnantiomorphicPair;

/**
 * Pairs of entries that tell one crystal twice: same reduced formula, same space group or its
 * mirror image, each cell parameter within 3 % (DESIGN 3, "Split"), whatever the source.
 */
final class NearDuplicates {

  /** Relative difference of a cell parameter. */
  static final double CELL_TOLERANCE = 0.03;

  private NearDuplicates() {}

  /** Takes a pair, by the indices of its entries. */
  @FunctionalInterface
  interface Pair {
    void found(int one, int other);
  }

  /** Finds all pairs. */
  static void forEachPair(List<CrystalEntry> entries, Pair reader) {
    Map<String, List<Integer>> buckets = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      CrystalEntry entry = entries.get(i);
      buckets
          .computeIfAbsent(
              EnantiomorphicPair.lesser(entry.spaceGroup()) + " " + entry.formula(),
              key -> new ArrayList<>())
          .add(i);
    }
    for (List<Integer> bucket : buckets.values()) {
      for (int i = 0; i < bucket.size(); i++) {
        for (int j = i + 1; j < bucket.size(); j++) {
          if (haveEqualCells(entries.get(bucket.get(i)), entries.get(bucket.get(j)))) {
            reader.found(bucket.get(i), bucket.get(j));
          }
        }
      }
    }
  }

  private static boolean haveEqualCells(CrystalEntry one, CrystalEntry other) {
    for (int i = 0; i < 6; i++) {
      double x = one.cell().get(i);
      double y = other.cell().get(i);
      if (Math.abs(x - y) > CELL_TOLERANCE * Math.min(x, y)) {
        return false;
      }
    }
    return true;
  }
}
