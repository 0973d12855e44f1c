package org.powdermill.trainer.evaluation;

import java.util.HashMap;
import java.util.Map;
import org.powdermill.hdf5.PredictionRows;

/**
 * Rows of two sets that belong together: of the same source, the same of its rows where it has
 * several. Only rows whose space group is a class count, and only pairs of one space group: sets of
 * other labels ask another question.
 */
final class PairedRows {

  private PairedRows() {}

  /**
   * What the second is above the first.
   *
   * @return null where no rows belong together
   */
  static Difference difference(PredictionRows first, PredictionRows second) {
    Map<String, Integer> places = places(first);
    RightOrWrong rightFirst = new RightOrWrong(first);
    RightOrWrong rightSecond = new RightOrWrong(second);
    int[] counts = new int[4];
    places(second)
        .forEach(
            (key, row) -> {
              Integer partner = places.get(key);
              if (partner != null
                  && first.label(partner) >= 0
                  && second.label(row) >= 0
                  && first.spaceGroup(partner) == second.spaceGroup(row)) {
                counts[(rightFirst.at(partner) ? 2 : 0) + (rightSecond.at(row) ? 1 : 0)]++;
              }
            });
    int n = counts[0] + counts[1] + counts[2] + counts[3];
    return n == 0 ? null : Difference.paired(n, counts[3], counts[2], counts[1]);
  }

  private static Map<String, Integer> places(PredictionRows rows) {
    Map<String, Integer> places = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.sourceId(row).isPresent()) {
        String id = rows.sourceId(row).get();
        places.put(seen.merge(id, 1, Integer::sum) + " " + id, row);
      }
    }
    return places;
  }
}
