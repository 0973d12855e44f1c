package org.powdermill.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.Provenance;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.ShardName;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.ShardPlace;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardRun;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankMember;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Times the making of shards by ranks, handed out by MPI as in a run. Each thread writes one file
 * again and again, so that the disk does not fill.
 */
final class RankBenchmark {

  /** Shards of a run that does not end by itself. */
  private static final long MANY = 1_000_000_000;

  /**
   * What a benchmark found; names as in that of threads.
   *
   * @param benchmark its name
   * @param diffractogramsPerSecond of all ranks together, waiting for tasks included
   * @param diffractogramsPerSecondPerThread of each thread on the average
   * @param diffractogramsPerCpuSecond for each second of a processor that the ranks used, compilers
   *     and collectors included; 0 where the system does not tell
   * @param diffractograms number of those timed
   * @param seconds time measured
   * @param waitingShare share of the threads' time without a task
   * @param store how shards keep diffractograms
   * @param ranks number of ranks
   * @param threads of each rank
   * @param statisticsDigest which statistics
   * @param loadAverage of the machine over the last minute, before the benchmark began
   * @param build version and commit
   * @param machine as in provenance.json
   */
  record Figures(
      String benchmark,
      double diffractogramsPerSecond,
      double diffractogramsPerSecondPerThread,
      double diffractogramsPerCpuSecond,
      long diffractograms,
      double seconds,
      double waitingShare,
      String store,
      int ranks,
      int threads,
      String statisticsDigest,
      double loadAverage,
      String build,
      Map<String, Object> machine) {

    String summary() {
      return String.format(
          Locale.ROOT,
          "%.0f diffractograms per second, %.0f per CPU second (%d ranks of %d threads, %s, load"
              + " average %.2f)",
          diffractogramsPerSecond,
          diffractogramsPerCpuSecond,
          ranks,
          threads,
          store,
          loadAverage);
    }
  }

  /** Where each thread has one file, which is never whole yet. */
  private record OneFile(Path file) implements ShardPlace {

    @Override
    public Storage storage() {
      return Storage.disk();
    }

    @Override
    public Path file(long shard) {
      return file;
    }

    @Override
    public boolean isWhole(long shard, int rows) {
      return false;
    }

    @Override
    public Path setAside(long shard) {
      return file;
    }

    @Override
    public void beforeMaking(long shard) {}
  }

  private final RankGroup group;
  private final ShardRecipe recipe;
  private final SymmetryFinder finder;
  private final Path folder;
  private final int threads;
  private final AtomicLong files = new AtomicLong();

  RankBenchmark(
      RankGroup group, ShardRecipe recipe, SymmetryFinder finder, Path folder, int threads) {
    this.group = group;
    this.recipe = recipe;
    this.finder = finder;
    this.folder = folder;
    this.threads = threads;
  }

  private LocalWorkers workers() {
    return new LocalWorkers(
        threads, () -> new ShardMaker(recipe, finder, ownFile()), group::stopWanted);
  }

  private ShardPlace ownFile() {
    long number = group.rank() * (long) threads + files.getAndIncrement();
    return new OneFile(folder.resolve(ShardName.of(number)));
  }

  /** What all but rank 0 do. */
  int work() {
    try (LocalWorkers own = workers()) {
      return group.work(own);
    }
  }

  /** What rank 0 does: half the time to warm up, then all of it. */
  Figures run(double seconds) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    try (LocalWorkers own = workers()) {
      Measured measured = new Measured(group.workers(own), seconds);
      new ShardRun(recipe, finder, folder, 0, MANY * recipe.shardSize(), new Silence())
          .run(measured, () -> measured.isOver() || group.stopWanted());
      int ranks = group.members().size();
      double rate = measured.rows / (measured.working + measured.waiting) * ranks * threads;
      return new Figures(
          "generate",
          rate,
          rate / ranks / threads,
          measured.cpuSeconds == 0 ? 0 : measured.rowsInWindow / measured.cpuSeconds,
          measured.rows,
          (measured.working + measured.waiting) / ranks / threads,
          measured.waiting / (measured.working + measured.waiting),
          recipe.store().word(),
          ranks,
          threads,
          recipe.statistics().digest(),
          load,
          Build.current().toString(),
          Provenance.machine());
    }
  }

  /** Counts the reports of shards that were begun after the time to warm up. */
  private final class Measured implements Workers {

    private final Workers workers;
    private final long begin;
    private final long end;
    private double cpuAtBegin = -1;
    private double cpuSeconds;
    private long rows;
    private long rowsInWindow;
    private double working;
    private double waiting;

    Measured(Workers workers, double seconds) {
      this.workers = workers;
      this.begin = System.nanoTime() + (long) (seconds / 2 * 1e9);
      this.end = begin + (long) (seconds * 1e9);
    }

    boolean isOver() {
      long now = System.nanoTime();
      if (cpuAtBegin < 0 && now >= begin) {
        cpuAtBegin = cpuSecondsOfRanks();
      }
      if (now < end) {
        return false;
      }
      cpuSeconds = cpuSecondsOfRanks() - cpuAtBegin;
      return true;
    }

    @Override
    public int count() {
      return workers.count();
    }

    @Override
    public int threads(int worker) {
      return workers.threads(worker);
    }

    @Override
    public void grant(int worker, ShardTask task) {
      workers.grant(worker, task);
    }

    @Override
    public Optional<ShardReport> poll() {
      Optional<ShardReport> report = workers.poll();
      report.ifPresent(this::add);
      return report;
    }

    private void add(ShardReport report) {
      double took = report.workingSeconds() + report.waitingSeconds();
      long now = System.nanoTime();
      if (now >= begin) {
        rowsInWindow += report.task().rows();
      }
      if (now - (long) (took * 1e9) >= begin) {
        rows += report.task().rows();
        working += report.workingSeconds();
        waiting += report.waitingSeconds();
      }
    }

    @Override
    public void await(Duration time) throws InterruptedException {
      workers.await(time);
    }
  }

  /** Of all ranks, where they are on this machine; else 0. */
  private double cpuSecondsOfRanks() {
    Function<RankMember, Optional<Duration>> used =
        rank -> ProcessHandle.of(rank.pid()).flatMap(process -> process.info().totalCpuDuration());
    double all = 0;
    for (RankMember rank : group.members()) {
      Optional<Duration> time = used.apply(rank);
      if (time.isEmpty() || !rank.host().equals(group.members().get(0).host())) {
        return 0;
      }
      all += time.get().toNanos() / 1e9;
    }
    return all;
  }

  private static final class Silence implements ShardRun.Listener {
    @Override
    public void made(Path shard, int rows) {}

    @Override
    public void kept(Path shard, int rows) {}

    @Override
    public void setAside(Path shard, String fault) {}
  }

  /** Deletes a folder of this benchmark, with what the ranks have left in it. */
  static void deleteFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        AtomicFile.delete(file);
      }
    }
    AtomicFile.delete(folder);
  }
}
