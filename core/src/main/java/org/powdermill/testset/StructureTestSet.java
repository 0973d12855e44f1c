package org.powdermill.testset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.powdermill.files.AtomicFile;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.Sha256;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.RealStructure;
import org.powdermill.statistics.entries.RefusedEntry;
import org.powdermill.statistics.entries.StructureCollector;
import org.powdermill.statistics.split.CoarseMatch;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * A test set of real crystals, as they are or built anew: read, chosen, compared with the crystals
 * behind the statistics, simulated, written (DESIGN 3, "Test sets").
 */
public final class StructureTestSet {

  private final StructureInput input;
  private final StructureSettings settings;
  private final StatisticsFile statistics;
  private final List<Reject> rejects = new ArrayList<>();

  /**
   * A test set.
   *
   * @param statistics that the set is to test against: they say what is a class
   */
  public StructureTestSet(
      StructureInput input, StructureSettings settings, StatisticsFile statistics) {
    this.input = input;
    this.settings = settings;
    this.statistics = statistics;
  }

  /**
   * Writes the set, and beside it the list of rejects and that of coarse matches.
   *
   * @param file the shard
   * @param threads at least 1
   * @param deflate level of compression, 0 to 9
   * @param read told each structure that was read, by several threads
   * @param written told how many rows more are written
   * @throws TestSetException if structures are of types that the statistics know, or none gives a
   *     row
   * @throws org.powdermill.statistics.StatisticsException if an input cannot be read
   */
  public TestSetSummary write(
      Path file, int threads, int deflate, Consumer<String> read, LongConsumer written) {
    CrystalSelection selection = settings.selection();
    TestSetIdentity.classes(statistics.statistics());
    Optional<SymmetryFinder> finder = settings.resampled().map(part -> loadedFinder());
    StructureCollector.Result found =
        StructureCollector.collect(
            input.structures(),
            entry -> isListed(entry) && selection.includes(entry),
            threads,
            read);
    StatisticsSide side = side(found.entries().crystals());
    if (input.ids().isPresent()) {
      rejectMissing(found);
    } else {
      found
          .entries()
          .refused()
          .forEach(
              refused ->
                  rejects.add(new Reject(refused.where(), Reject.REFUSED, refused.detail())));
    }
    Set<String> wanted = wanted(found.entries().crystals(), side);
    List<RealStructure> ofSide =
        found.wanted().stream().filter(one -> wanted.contains(one.entry().id())).toList();
    List<RealStructure> chosen = fewOfEach(ofSide);
    List<CrystalEntry> entries = chosen.stream().map(RealStructure::entry).toList();
    OptionalInt trainingTypes = requireUnknownTypes(entries, side);

    StructureRows rows = new StructureRows(chosen, settings, statistics.statistics(), finder);
    CrystalStatistics drawn = statistics.statistics();
    TestSetFile.Written result =
        TestSetFile.write(
            rows,
            n ->
                TestSetIdentity.of(
                    drawn,
                    settings.diffraction(),
                    settings.seed(),
                    TestSetIdentity.settings(settings),
                    n),
            rejects,
            new TestSetFile.Writing(file, threads, deflate, written));
    List<CrystalEntry> simulated = result.items().stream().map(entries::get).toList();
    return TestSetSummary.of(result, drawn.groups().size(), drawn.digest())
        .withCrystals(
            wanted.size() - chosen.size(),
            coarseMatches(file, simulated, side),
            trainingTypes,
            failedShare(rows, result.items()));
  }

  private static SymmetryFinder loadedFinder() {
    SymmetryFinder finder = SymmetryFinder.load();
    finder.program(); // fails here, before the work, where spglib is missing
    return finder;
  }

  private boolean isListed(CrystalEntry entry) {
    return input.ids().isEmpty() || input.ids().get().contains(entry.id());
  }

  private StatisticsSide side(List<CrystalEntry> entries) {
    return input.statisticsIds().isPresent()
        ? StatisticsSide.listed(entries, input.statisticsIds().get())
        : StatisticsSide.divided(entries, statistics.origin());
  }

  /** Ids that the set would hold by side or list, whatever its name and limits. */
  private Set<String> wanted(List<CrystalEntry> entries, StatisticsSide side) {
    Set<String> ids = entries.stream().map(CrystalEntry::id).collect(Collectors.toSet());
    if (input.ids().isPresent()) {
      ids.retainAll(input.ids().get());
    } else if (side.heldOut().isPresent()) {
      ids.retainAll(side.heldOut().get());
    } else {
      ids.removeAll(input.statisticsIds().orElse(Set.of()));
    }
    return ids;
  }

  /** Names what is listed and gave no crystal, with the reason where it was read and refused. */
  private void rejectMissing(StructureCollector.Result found) {
    Set<String> missing = new TreeSet<>(input.ids().orElseThrow());
    found.entries().crystals().forEach(entry -> missing.remove(entry.id()));
    Map<String, String> reasons = new HashMap<>();
    for (RefusedEntry refused : found.entries().refused()) {
      String where = refused.where();
      reasons.put(where.substring(where.indexOf(": ") + 1).strip(), refused.detail());
    }
    for (String id : missing) {
      String reason = reasons.get(id);
      rejects.add(
          reason == null
              ? new Reject(
                  id, Reject.MISSING, "listed, but not among the structures that could be read")
              : new Reject(id, Reject.REFUSED, reason));
    }
  }

  /** At most so many of each label, in the order of the SHA-256 of seed and id. */
  private List<RealStructure> fewOfEach(List<RealStructure> structures) {
    CrystalSelection selection = settings.selection();
    if (selection.perClass() == 0) {
      return structures;
    }
    Map<Integer, Integer> counts = new HashMap<>();
    Set<String> kept = new HashSet<>();
    structures.stream()
        .map(RealStructure::entry)
        .sorted(Comparator.comparing(entry -> Sha256.of(settings.seed() + "\n" + entry.id())))
        .forEach(
            entry -> {
              int group = selection.label().spaceGroup(entry);
              boolean isClass = statistics.statistics().groups().containsKey(group);
              if (isClass && counts.merge(group, 1, Integer::sum) <= selection.perClass()) {
                kept.add(entry.id());
              }
            });
    return structures.stream().filter(one -> kept.contains(one.entry().id())).toList();
  }

  private OptionalInt requireUnknownTypes(List<CrystalEntry> entries, StatisticsSide side) {
    if (side.crystals().isEmpty()) {
      if (!input.allowTrainingStructures()) {
        throw new TestSetException(
            "it cannot be known whether these structures are of types that stand in the statistics: "
                + side.unknown()
                + ", or say --allow-training-structures");
      }
      return OptionalInt.empty();
    }
    List<CrystalEntry> known = side.withKnownType(entries);
    if (!known.isEmpty() && !input.allowTrainingStructures()) {
      throw new TestSetException(
          "%d of %d structures are of types that stand in the statistics, such as %s (%s): name structures that were held out (split-test.txt) with --ids, or say --allow-training-structures"
              .formatted(
                  known.size(), entries.size(), known.get(0).id(), known.get(0).structureType()));
    }
    return OptionalInt.of(known.size());
  }

  private static OptionalDouble coarseMatches(
      Path file, List<CrystalEntry> entries, StatisticsSide side) {
    Path list = TestSetFiles.beside(file, TestSetFiles.COARSE_MATCHES);
    if (side.crystals().isEmpty()) {
      AtomicFile.delete(list); // an older one would tell of another set
      return OptionalDouble.empty();
    }
    List<CrystalEntry> matches = CoarseMatch.amongTest(side.crystals().get(), entries);
    AtomicFile.write(
        list, matches.stream().map(entry -> entry.id() + "\n").collect(Collectors.joining()));
    return OptionalDouble.of((double) matches.size() / entries.size());
  }

  private OptionalDouble failedShare(StructureRows rows, List<Integer> items) {
    if (settings.resampled().isEmpty()) {
      return OptionalDouble.empty();
    }
    long failed = items.stream().filter(item -> !rows.passesSymmetryCheck(item)).count();
    return OptionalDouble.of((double) failed / items.size());
  }
}
