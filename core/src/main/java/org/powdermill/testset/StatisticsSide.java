package org.powdermill.testset;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.powdermill.statistics.StatisticsOrigin;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.split.Split;
import org.powdermill.statistics.split.Splitter;

/**
 * The crystals that statistics were made of, as far as they are known: statistics hold counts, not
 * crystals. A list of their ids tells, or the same structures divided again as they were then.
 *
 * @param crystals the crystals, if all are known
 * @param heldOut ids of those that were held out, if the structures could be divided again
 * @param unknown why they are not known, empty if they are
 */
record StatisticsSide(
    Optional<List<CrystalEntry>> crystals, Optional<Set<String>> heldOut, String unknown) {

  /** From a list of ids, all of which must be among the entries. */
  static StatisticsSide listed(List<CrystalEntry> entries, Set<String> ids) {
    List<CrystalEntry> found = entries.stream().filter(entry -> ids.contains(entry.id())).toList();
    if (found.size() == ids.size()) {
      return new StatisticsSide(Optional.of(found), Optional.empty(), "");
    }
    return new StatisticsSide(
        Optional.empty(),
        Optional.empty(),
        "of the %d structures behind the statistics %d are not among those given: name these too with --structures"
            .formatted(ids.size(), ids.size() - found.size()));
  }

  /** By dividing the entries again. */
  static StatisticsSide divided(List<CrystalEntry> entries, StatisticsOrigin origin) {
    Optional<Split> split = Splitter.again(entries, origin);
    return new StatisticsSide(
        split.map(Split::gathered),
        split.map(
            sides -> sides.testSide().stream().map(CrystalEntry::id).collect(Collectors.toSet())),
        split.isPresent()
            ? ""
            : "the statistics hold no list of their structures, and those given are not all of them:"
                + " name the list with --statistics-ids");
  }

  /** Of some crystals those whose structure type stands in the statistics. */
  List<CrystalEntry> withKnownType(List<CrystalEntry> entries) {
    Set<String> types = new HashSet<>();
    crystals.orElse(List.of()).forEach(entry -> types.add(entry.structureType()));
    return entries.stream().filter(entry -> types.contains(entry.structureType())).toList();
  }
}
