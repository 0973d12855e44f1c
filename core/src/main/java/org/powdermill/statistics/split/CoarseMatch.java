package org.powdermill.statistics.split;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.symmetry.EnantiomorphicPair;
import org.powdermill.symmetry.SpaceGroup;

/**
 * Crystals that look alike from afar: same space group or its mirror image, same anonymous formula,
 * same multiplicities of the sites. They may be of different types.
 */
public final class CoarseMatch {

  private CoarseMatch() {}

  /** The crystals of the second list that look like one of the first. */
  public static List<CrystalEntry> amongTest(
      List<CrystalEntry> statistics, List<CrystalEntry> test) {
    Set<String> seen = new HashSet<>();
    statistics.forEach(entry -> seen.add(key(entry)));
    return test.stream().filter(entry -> seen.contains(key(entry))).toList();
  }

  static String key(CrystalEntry entry) {
    SpaceGroup group = SpaceGroup.of(entry.spaceGroup());
    String multiplicities =
        entry.sites().stream()
            .map(site -> group.wyckoffPosition(site.letter()).multiplicity())
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    return "%d|%s|%s"
        .formatted(
            EnantiomorphicPair.lesser(entry.spaceGroup()),
            entry.anonymousFormula(),
            multiplicities);
  }
}
