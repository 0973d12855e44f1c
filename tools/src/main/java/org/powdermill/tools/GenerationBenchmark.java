package org.powdermill.tools;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.Provenance;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.StageClock;
import org.powdermill.hdf5.ShardName;
import org.powdermill.production.ShardProducer;
import org.powdermill.production.ShardRecipe;
import org.powdermill.symmetry.SymmetryFinder;

/** Times the making of shards by several threads, each with a producer and a file of its own. */
final class GenerationBenchmark implements AutoCloseable {

  /** Crystals that tell the volumes. */
  private static final int VOLUMES = 5000;

  /**
   * What a benchmark found.
   *
   * @param benchmark its name
   * @param diffractogramsPerSecond of all threads together
   * @param diffractogramsPerSecondPerThread of each on the average
   * @param diffractogramsPerCpuSecond of a thread while it had a processor: what a core makes that
   *     other programs leave alone
   * @param diffractograms number of those timed
   * @param seconds time measured
   * @param crystalsRejectedShare share of the tries to arrange a crystal that gave none
   * @param nanosecondsPerStage time of a thread for one diffractogram, by stage
   * @param medianVolume of the conventional cell, cubic angstrom
   * @param meanVolume the same
   * @param store how shards keep diffractograms
   * @param threads number of threads
   * @param statisticsDigest which statistics
   * @param loadAverage of the machine over the last minute, before the benchmark began; negative
   *     where it is not known
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
      double crystalsRejectedShare,
      Map<String, Long> nanosecondsPerStage,
      double medianVolume,
      double meanVolume,
      String store,
      int threads,
      String statisticsDigest,
      double loadAverage,
      String build,
      Map<String, Object> machine) {

    String summary() {
      return String.format(
          Locale.ROOT,
          "%.0f diffractograms per second, %.0f per CPU second (%d threads, %s, load average %.2f);"
              + " nanoseconds %s",
          diffractogramsPerSecond,
          diffractogramsPerCpuSecond,
          threads,
          store,
          loadAverage,
          nanosecondsPerStage);
    }
  }

  /** What a thread did in a period. */
  private record Share(long rows, double seconds, double cpuSeconds) {}

  private final ShardRecipe recipe;
  private final SymmetryFinder finder;
  private final Path folder;
  private final List<ShardProducer> producers = new ArrayList<>();
  private final long[] nextShard;

  /** In an empty folder, which is deleted at the end. */
  GenerationBenchmark(ShardRecipe recipe, SymmetryFinder finder, Path folder, int threads) {
    this.recipe = recipe;
    this.finder = finder;
    this.folder = folder;
    this.nextShard = new long[threads];
    for (int thread = 0; thread < threads; thread++) {
      producers.add(new ShardProducer(recipe, finder));
      nextShard[thread] = thread;
    }
  }

  Figures run(double seconds) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    period(seconds / 2);
    Map<StageClock.Stage, Long> before = nanoseconds();
    List<Share> shares = period(seconds);
    Map<StageClock.Stage, Long> after = nanoseconds();

    long rows = shares.stream().mapToLong(Share::rows).sum();
    double rate = shares.stream().mapToDouble(share -> share.rows() / share.seconds()).sum();
    Map<String, Long> stages = new LinkedHashMap<>();
    after.forEach(
        (stage, time) ->
            stages.put(stage.name().toLowerCase(Locale.ROOT), (time - before.get(stage)) / rows));
    double[] volumes = volumes();
    return new Figures(
        "generate",
        rate,
        rate / producers.size(),
        rows / shares.stream().mapToDouble(Share::cpuSeconds).sum(),
        rows,
        shares.stream().mapToDouble(Share::seconds).max().orElseThrow(),
        producers.stream().mapToDouble(p -> p.generator().rejectedShare()).average().orElseThrow(),
        stages,
        (volumes[VOLUMES / 2 - 1] + volumes[VOLUMES / 2]) / 2,
        Arrays.stream(volumes).average().orElseThrow(),
        recipe.store().word(),
        producers.size(),
        recipe.statistics().digest(),
        load,
        Build.current().toString(),
        Provenance.machine());
  }

  /** All threads make shards for some time; each ends with the shard that it has begun. */
  private List<Share> period(double seconds) {
    ExecutorService threads = Executors.newFixedThreadPool(producers.size());
    try {
      List<Future<Share>> running = new ArrayList<>();
      for (int thread = 0; thread < producers.size(); thread++) {
        int number = thread;
        running.add(threads.submit(() -> produce(number, seconds)));
      }
      List<Share> shares = new ArrayList<>();
      for (Future<Share> future : running) {
        shares.add(future.get());
      }
      return shares;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Share produce(int thread, double seconds) {
    Path file = file(thread);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long cpuStart = clock.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long rows = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      producers.get(thread).produce(nextShard[thread], recipe.shardSize(), file, () -> false);
      nextShard[thread] += producers.size();
      rows += recipe.shardSize();
    }
    return new Share(
        rows,
        (System.nanoTime() - start) / 1e9,
        (clock.getCurrentThreadCpuTime() - cpuStart) / 1e9);
  }

  private Path file(int thread) {
    return folder.resolve(ShardName.of(thread));
  }

  private Map<StageClock.Stage, Long> nanoseconds() {
    Map<StageClock.Stage, Long> sum = new LinkedHashMap<>();
    for (ShardProducer producer : producers) {
      producer
          .generator()
          .clock()
          .nanoseconds()
          .forEach((stage, time) -> sum.merge(stage, time, Long::sum));
    }
    return sum;
  }

  /** Volumes of the first crystals of the run, ascending. */
  private double[] volumes() {
    DiffractogramGenerator generator =
        new DiffractogramGenerator(recipe.statistics(), recipe.settings(), recipe.seed(), finder);
    double[] volumes = new double[VOLUMES];
    for (int i = 0; i < VOLUMES; i++) {
      volumes[i] = generator.draw(i).lattice().volume();
    }
    Arrays.sort(volumes);
    return volumes;
  }

  @Override
  public void close() {
    for (int thread = 0; thread < producers.size(); thread++) {
      AtomicFile.delete(file(thread));
    }
    AtomicFile.delete(folder);
  }
}
