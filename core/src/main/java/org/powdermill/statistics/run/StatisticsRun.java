package org.powdermill.statistics.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.Sha256;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.StatisticsGatherer;
import org.powdermill.statistics.StatisticsOrigin;
import org.powdermill.statistics.StatisticsSettings;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.EntryCollector;
import org.powdermill.statistics.entries.EntryResult;
import org.powdermill.statistics.entries.EntrySet;
import org.powdermill.statistics.split.Split;
import org.powdermill.statistics.split.SplitMethod;
import org.powdermill.statistics.split.Splitter;

/** From a database to statistics: collect, divide, gather. */
public final class StatisticsRun {

  /**
   * What is wanted.
   *
   * @param inputs tables, CIFs, folders, archives, CSV files
   * @param method how the database is divided
   * @param testFraction share for tests
   * @param seed of the division
   * @param settings of the statistics
   * @param threads that read entries
   */
  public record Options(
      List<Path> inputs,
      SplitMethod method,
      double testFraction,
      long seed,
      StatisticsSettings settings,
      int threads) {

    /** Copies the list. */
    public Options {
      inputs = List.copyOf(inputs);
    }
  }

  private final Options options;
  private final EntryCollector collector;

  /**
   * A run.
   *
   * @param folder where parts are kept until {@link #forget}
   * @param progress called for each entry with its name, from several threads
   */
  public StatisticsRun(Options options, Path folder, Consumer<String> progress) {
    this.options = options;
    this.collector = new EntryCollector(options.threads(), folder, progress);
  }

  /**
   * Runs.
   *
   * @throws StatisticsException if an input cannot be read at all or no entry gives a crystal
   */
  public StatisticsResult run() {
    List<EntryResult> results = collector.collect(options.inputs());
    EntrySet entries = EntrySet.of(results);
    Split split =
        new Splitter(entries.crystals())
            .split(options.method(), options.testFraction(), options.seed());
    List<CrystalEntry> gathered = split.gathered();
    if (gathered.isEmpty()) {
      throw new StatisticsException(
          "no crystal to gather statistics from: %d entries are refused%s"
              .formatted(
                  entries.refused().size(),
                  entries.refused().isEmpty()
                      ? ""
                      : ", the first (%s): %s"
                          .formatted(
                              entries.refused().get(0).where(),
                              entries.refused().get(0).detail())));
    }
    CrystalStatistics statistics = new StatisticsGatherer(options.settings()).gather(gathered);
    return new StatisticsResult(
        entries, split, split.coarseMatches(), new StatisticsFile(statistics, origin(split)));
  }

  /** Deletes what was kept for going on after an interruption. */
  public void forget() {
    collector.forget();
  }

  private StatisticsOrigin origin(Split split) {
    List<String> inputs = new ArrayList<>();
    for (Path input : options.inputs()) {
      String name = String.valueOf(input.getFileName());
      inputs.add(Files.isRegularFile(input) ? name + " sha256:" + sha256(input) : name);
    }
    SortedMap<Integer, Integer> excluded = new TreeMap<>();
    split.gathered().forEach(entry -> excluded.merge(entry.spaceGroup(), 1, Integer::sum));
    excluded.values().removeIf(count -> count >= options.settings().minimumCrystals());
    return new StatisticsOrigin(
        "powdermill "
            + Build.current().version()
            + collector.symmetryProgram().map(program -> ", " + program).orElse(""),
        inputs,
        split.method().toString(),
        split.testFraction(),
        split.seed(),
        split.gathered().size(),
        split.testSide().size(),
        excluded);
  }

  private static String sha256(Path file) {
    MessageDigest digest = Sha256.begin();
    try (InputStream stream = Files.newInputStream(file);
        DigestInputStream digesting = new DigestInputStream(stream, digest)) {
      digesting.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new StatisticsException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    return Sha256.end(digest);
  }
}
