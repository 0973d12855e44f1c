package org.powdermill.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.StatisticsOrigin;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.split.Split;
import org.powdermill.statistics.split.SplitMethod;
import org.powdermill.statistics.split.Splitter;

/**
 * The real crystals of both sides.
 *
 * @param statistics those that the statistics were gathered from
 * @param heldOut those that they were not
 */
public record RealCrystals(List<CrystalEntry> statistics, List<CrystalEntry> heldOut) {

  private static final double TEST_FRACTION = 0.3;

  /** Copies the lists. */
  public RealCrystals {
    statistics = List.copyOf(statistics);
    heldOut = List.copyOf(heldOut);
  }

  /** Takes the sides from lists of ids. */
  public static RealCrystals listed(
      Collection<CrystalEntry> entries, Set<String> statisticsIds, Set<String> heldOutIds) {
    return new RealCrystals(
        entries.stream().filter(entry -> statisticsIds.contains(entry.id())).toList(),
        entries.stream().filter(entry -> heldOutIds.contains(entry.id())).toList());
  }

  /** Divides crystals that the statistics were not made of: 30 % held out. */
  public static RealCrystals divided(List<CrystalEntry> entries, SplitMethod method) {
    Split split = new Splitter(entries).split(method, TEST_FRACTION, 0);
    return new RealCrystals(split.gathered(), split.testSide());
  }

  /**
   * Divides the crystals again as they were when the statistics were made.
   *
   * @throws StatisticsException if these cannot be the same crystals
   */
  public static RealCrystals divided(List<CrystalEntry> entries, StatisticsFile file) {
    StatisticsOrigin origin = file.origin();
    for (SplitMethod method : SplitMethod.values()) {
      if (method.toString().equals(origin.split())) {
        Split split = new Splitter(entries).split(method, origin.testFraction(), origin.seed());
        if (split.gathered().size() == origin.crystals()
            && split.testSide().size() == origin.heldOut()) {
          return new RealCrystals(split.gathered(), split.testSide());
        }
        throw new StatisticsException(
            "the statistics were made of other structures (%d crystals, %d held out; here it"
                    .formatted(origin.crystals(), origin.heldOut())
                + " would be %d and %d): give those, or name the sides with --statistics-ids and"
                    .formatted(split.gathered().size(), split.testSide().size())
                + " --test-ids");
      }
    }
    throw new StatisticsException(
        "the statistics name no split: name the sides with --statistics-ids and --test-ids");
  }
}
