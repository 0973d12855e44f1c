package org.powdermill.statistics.run;

import java.util.List;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.EntrySet;
import org.powdermill.statistics.split.Split;

/**
 * What a run gave.
 *
 * @param entries all crystals and refusals
 * @param split the crystals on their sides
 * @param coarseMatches test crystals with a coarse match among the statistics
 * @param file the statistics
 */
public record StatisticsResult(
    EntrySet entries, Split split, List<CrystalEntry> coarseMatches, StatisticsFile file) {

  /** Copies the list. */
  public StatisticsResult {
    coarseMatches = List.copyOf(coarseMatches);
  }

  /** Crystals within the limits of volume and atoms, on both sides. */
  public List<CrystalEntry> accepted() {
    return entries.crystals().stream().filter(entry -> entry.leftOutReason().isEmpty()).toList();
  }

  /** Crystals beyond the limits, on both sides. */
  public List<CrystalEntry> leftOut() {
    return entries.crystals().stream().filter(entry -> entry.leftOutReason().isPresent()).toList();
  }
}
