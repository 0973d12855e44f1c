package org.powdermill.statistics.split;

import java.util.List;
import org.powdermill.statistics.entries.CrystalEntry;

/**
 * A database divided: no entry is on both sides.
 *
 * @param method how
 * @param testFraction share of the types (or of the entries) that was asked for on the test side
 * @param seed of the order in which the sides are filled
 * @param statisticsSide crystals that the statistics see, by id; those that the limits leave out
 *     are among them
 * @param testSide crystals that are held out, by id, likewise
 * @param proof what was counted on the two sides
 */
public record Split(
    SplitMethod method,
    double testFraction,
    long seed,
    List<CrystalEntry> statisticsSide,
    List<CrystalEntry> testSide,
    SplitProof proof) {

  /** Copies the lists. */
  public Split {
    statisticsSide = List.copyOf(statisticsSide);
    testSide = List.copyOf(testSide);
  }

  /** Crystals that the statistics are gathered from: within the limits of volume and atoms. */
  public List<CrystalEntry> gathered() {
    return statisticsSide.stream().filter(entry -> entry.leftOutReason().isEmpty()).toList();
  }

  /** Test crystals with a coarse match among those that the statistics are gathered from. */
  public List<CrystalEntry> coarseMatches() {
    return CoarseMatch.amongTest(gathered(), testSide);
  }
}
