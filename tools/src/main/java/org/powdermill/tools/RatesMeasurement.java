package org.powdermill.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.FileException;
import org.powdermill.files.Provenance;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardName;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.ShardProducer;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.scaling.ShardCosts;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Measures what a shard costs one core: to make and write it, to check and read it. Time is that
 * which the thread has a processor, as on a machine that does nothing else; what the disk takes
 * beyond that belongs to the file system.
 */
final class RatesMeasurement {

  private static final int ROWS = 1000;
  private static final long SEED = 1;

  /** More times than these say nothing new. */
  private static final int MOST_TIMES = 200;

  private static final int LEAST_TIMES = 3;

  /** What rates say of the machine. */
  private static final Set<String> SHOWN = Set.of("architecture", "java", "cores");

  private final CrystalStatistics statistics;
  private final Path parent;
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();

  /** In a temporary folder below another. */
  RatesMeasurement(CrystalStatistics statistics, Path parent) {
    this.statistics = statistics;
    this.parent = parent;
  }

  /**
   * Measures.
   *
   * @param seconds for each store, to make shards; half as many before to warm up, half as many to
   *     read
   */
  MeasuredRates measure(List<StoreKind> stores, double seconds) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Map<String, ShardCosts> costs = new LinkedHashMap<>();
    for (StoreKind store : stores) {
      costs.put(store.word(), measure(store, seconds));
    }
    Map<String, Object> machine = new LinkedHashMap<>(Provenance.machine());
    machine.keySet().retainAll(SHOWN); // rates are passed around: no names
    return new MeasuredRates(
        Collections.unmodifiableMap(costs),
        load,
        Build.current().toString(),
        Collections.unmodifiableMap(machine));
  }

  private ShardCosts measure(StoreKind store, double seconds) {
    ShardRecipe recipe =
        new ShardRecipe(
            statistics, GenerationSettings.DEFAULT, SEED, store, ROWS, ShardWriter.Options.DEFAULT);
    ShardProducer producer = new ShardProducer(recipe, SymmetryFinder.load());
    Path folder = temporaryFolder();
    Path last = folder.resolve(ShardName.of(0));
    try {
      making(producer, last, seconds / 2);
      List<Double> making = making(producer, last, seconds);
      long bytes = Files.size(last);
      float[] target = new float[ROWS * recipe.settings().diffraction().grid().points()];
      reading(last, target, seconds / 4);
      return new ShardCosts(ROWS, bytes, making, median(reading(last, target, seconds / 4)));
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(last, AtomicFile.reason(e)), e);
    } finally {
      AtomicFile.delete(last);
      AtomicFile.delete(folder);
    }
  }

  private Path temporaryFolder() {
    try {
      return Files.createTempDirectory(parent, "powdermill-rates");
    } catch (IOException e) {
      throw new FileException(
          "cannot write into %s: %s".formatted(parent, AtomicFile.reason(e)), e);
    }
  }

  /** Each shard is a new file, as in a run; the one before goes while no clock runs. */
  private List<Double> making(ShardProducer producer, Path last, double seconds) {
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long shard = 1;
        times.size() < LEAST_TIMES || (System.nanoTime() < end && times.size() < MOST_TIMES);
        shard++) {
      AtomicFile.delete(last);
      long begin = clock.getCurrentThreadCpuTime();
      producer.produce(shard, ROWS, last, () -> false);
      times.add(secondsSince(begin));
    }
    return times;
  }

  private List<Double> reading(Path file, float[] target, double seconds) {
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (times.size() < LEAST_TIMES || (System.nanoTime() < end && times.size() < MOST_TIMES)) {
      long begin = clock.getCurrentThreadCpuTime();
      try (ShardReader reader = ShardReader.open(file)) {
        reader.readAll(target);
      }
      times.add(secondsSince(begin));
    }
    return times;
  }

  private double secondsSince(long begin) {
    return Math.round((clock.getCurrentThreadCpuTime() - begin) / 1e3) / 1e6;
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
        .average()
        .orElseThrow();
  }
}
