package org.powdermill.statistics.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Collects crystals as {@link EntryCollector} does, and the atoms of those that are wanted: memory
 * goes by these. Read in one thread, worked on in batches by several; the results do not depend on
 * their number.
 */
public final class StructureCollector {

  private static final int BATCH_ENTRIES = 1000;
  private static final long BATCH_BYTES = 64L << 20;

  /**
   * What was found.
   *
   * @param entries all crystals, each id once, sorted by id, and the refusals
   * @param wanted the structures that were wanted, sorted by id
   */
  public record Result(EntrySet entries, List<RealStructure> wanted) {

    /** Copies the list. */
    public Result {
      wanted = List.copyOf(wanted);
    }
  }

  private final Predicate<CrystalEntry> isWanted;
  private final Consumer<String> progress;
  private final List<RawEntry> batch = new ArrayList<>();
  private final List<EntryResult> results = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<RealStructure> wanted = new ArrayList<>();
  private final ForkJoinPool pool;
  private final SourceLabels labels;
  private long batchBytes;
  private Optional<SymmetryFinder> finder = Optional.empty();

  private StructureCollector(
      List<Path> inputs,
      Predicate<CrystalEntry> isWanted,
      ForkJoinPool pool,
      Consumer<String> progress) {
    this.labels = RawEntries.labels(inputs);
    this.isWanted = isWanted;
    this.pool = pool;
    this.progress = progress;
  }

  /**
   * Collects.
   *
   * @param inputs tables, CIFs, folders, archives, CSV files with labels
   * @param isWanted whose atoms are kept
   * @param threads at least 1
   * @param progress called for each entry with its name, from several threads
   * @throws StatisticsException if an input cannot be read at all
   */
  public static Result collect(
      List<Path> inputs, Predicate<CrystalEntry> isWanted, int threads, Consumer<String> progress) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      StructureCollector collector = new StructureCollector(inputs, isWanted, pool, progress);
      RawEntries.forEach(inputs, collector::add);
      collector.workOnBatch();
      collector.wanted.sort((one, other) -> one.entry().id().compareTo(other.entry().id()));
      return new Result(EntrySet.of(collector.results), collector.wanted);
    } finally {
      pool.shutdown();
    }
  }

  private void add(RawEntry entry) {
    if (entry instanceof RawEntry.Cif && finder.isEmpty()) {
      SymmetryFinder loaded = SymmetryFinder.load();
      loaded.program(); // fails here, once, where spglib is missing
      finder = Optional.of(loaded);
    }
    batch.add(entry);
    batchBytes += entry.length();
    if (batch.size() >= BATCH_ENTRIES || batchBytes >= BATCH_BYTES) {
      workOnBatch();
    }
  }

  private void workOnBatch() {
    List<StructureResult> found =
        pool.submit(() -> batch.parallelStream().flatMap(entry -> read(entry).stream()).toList())
            .join();
    for (StructureResult result : found) {
      if (result instanceof RealStructure structure) {
        results.add(structure.entry());
        if (seen.add(structure.entry().id()) && isWanted.test(structure.entry())) {
          wanted.add(structure);
        }
      } else {
        results.add((RefusedEntry) result);
      }
    }
    batch.clear();
    batchBytes = 0;
  }

  private List<StructureResult> read(RawEntry entry) {
    List<StructureResult> structures = entry.read(labels, finder.orElse(null));
    progress.accept(entry.where());
    return structures;
  }
}
