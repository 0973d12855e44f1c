package org.powdermill.statistics.entries;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.powdermill.files.Build;
import org.powdermill.statistics.Sha256;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Collects crystals from whatever a user names: structure tables, CIFs, folders, archives, with CSV
 * files beside them that label the CIFs.
 *
 * <p>Read in one thread, in batches of bounded size; each batch is worked on by several threads and
 * its results are kept in a file until the run ends ({@link EntryCache}). The order of the results
 * is that of the input, whatever the number of threads.
 */
public final class EntryCollector {

  private static final int BATCH_ENTRIES = 1000;
  private static final long BATCH_BYTES = 64L << 20;

  /** Changes when the same input gives other entries. */
  private static final String RESULT_VERSION = "1";

  private final int threads;
  private final EntryCache cache;
  private final Consumer<String> progress;

  private final List<RawEntry> batch = new ArrayList<>();
  private final List<EntryResult> results = new ArrayList<>();
  private long batchBytes;
  private SourceLabels labels = SourceLabels.NONE;
  private Optional<SymmetryFinder> finder = Optional.empty();
  private ForkJoinPool pool;

  /**
   * A collector for one run.
   *
   * @param threads that work on a batch
   * @param folder where parts are kept until {@link #forget}
   * @param progress called for each entry with its name, from several threads
   */
  public EntryCollector(int threads, Path folder, Consumer<String> progress) {
    this.threads = threads;
    this.cache = new EntryCache(folder);
    this.progress = progress;
  }

  /**
   * Collects.
   *
   * @throws StatisticsException if an input cannot be read at all
   */
  public List<EntryResult> collect(List<Path> inputs) {
    labels = RawEntries.labels(inputs);
    pool = new ForkJoinPool(threads);
    try {
      RawEntries.forEach(inputs, this::add);
      workOnBatch();
    } finally {
      pool.shutdown();
    }
    return List.copyOf(results);
  }

  /** Number of lines and CIFs in inputs, for an estimate of the time. */
  public static long count(List<Path> inputs) {
    AtomicLong count = new AtomicLong();
    RawEntries.forEach(inputs, entry -> count.incrementAndGet());
    return count.get();
  }

  /** Rows of the CSV files that were found. */
  public int labels() {
    return labels.size();
  }

  /** Name and version of the program that searched symmetry, where any was searched. */
  public Optional<String> symmetryProgram() {
    return finder.map(SymmetryFinder::program);
  }

  /** Deletes what was kept for going on after an interruption. */
  public void forget() {
    cache.clear();
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
    if (batch.isEmpty()) {
      return;
    }
    String key = key();
    Optional<List<EntryResult>> kept = cache.read(key);
    if (kept.isPresent()) {
      batch.forEach(entry -> progress.accept(entry.where()));
      results.addAll(kept.get());
    } else {
      List<EntryResult> made =
          pool.submit(() -> batch.parallelStream().flatMap(this::read).toList()).join();
      cache.write(key, made);
      results.addAll(made);
    }
    batch.clear();
    batchBytes = 0;
  }

  private Stream<EntryResult> read(RawEntry entry) {
    List<StructureResult> structures = entry.read(labels, finder.orElse(null));
    progress.accept(entry.where());
    return structures.stream().map(EntryCollector::counted);
  }

  private static EntryResult counted(StructureResult result) {
    return result instanceof RealStructure structure ? structure.entry() : (RefusedEntry) result;
  }

  private String key() {
    MessageDigest digest = Sha256.begin();
    String reader = RESULT_VERSION + Build.current() + symmetryProgram().orElse("");
    digest.update(reader.getBytes(StandardCharsets.UTF_8));
    labels.digestInto(digest);
    batch.forEach(entry -> entry.digestInto(digest));
    return Sha256.end(digest).substring(0, 32);
  }
}
