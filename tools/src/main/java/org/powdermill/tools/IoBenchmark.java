package org.powdermill.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.Provenance;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.hdf5.PlainBlocks;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardName;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.ShardRecipe;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Times writing and reading of a shard, with all checks, and in the same rounds that of as many
 * points by JHDF5 alone. Files stay in the page cache, so that this is the cost of the program and
 * not of the disk.
 */
final class IoBenchmark implements AutoCloseable {

  /** Rows of the blocks that JHDF5 gets: about a mebibyte. */
  private static final int BLOCK_ROWS = 29;

  /** Different diffractograms; longer shards repeat them. */
  private static final int DIFFERENT_ROWS = 1000;

  private static final int LEAST_ROUNDS = 3;

  /**
   * What a benchmark found. Megabytes (10^6) are those of the points as float32, whatever the
   * store, so that all stores compare; each rate is the median over the rounds.
   *
   * @param benchmark its name
   * @param writeMbPerSecond of shards
   * @param readMbPerSecond of shards, into memory that is used again
   * @param rawWriteMbPerSecond of JHDF5 alone: float32, not compressed
   * @param rawReadMbPerSecond the same
   * @param writeRatio shard to raw
   * @param readRatio shard to raw
   * @param writeCpuRatio the same by the thread's processor time: what a busy machine leaves alone
   * @param readCpuRatio the same
   * @param rows of a shard
   * @param points of a diffractogram
   * @param store how shards keep diffractograms
   * @param deflate level of compression
   * @param fileBytes length of a shard
   * @param bytesPerRow of it
   * @param rounds number of those timed
   * @param loadAverage of the machine over the last minute, before the benchmark began; negative
   *     where it is not known
   * @param build version and commit
   * @param machine as in provenance.json
   */
  record Figures(
      String benchmark,
      double writeMbPerSecond,
      double readMbPerSecond,
      double rawWriteMbPerSecond,
      double rawReadMbPerSecond,
      double writeRatio,
      double readRatio,
      double writeCpuRatio,
      double readCpuRatio,
      int rows,
      int points,
      String store,
      int deflate,
      long fileBytes,
      double bytesPerRow,
      int rounds,
      double loadAverage,
      String build,
      Map<String, Object> machine) {

    String summary() {
      return String.format(
          Locale.ROOT,
          "write %.0f MB/s, %.2f of JHDF5 alone (%.2f by CPU time); read %.0f MB/s, %.2f of JHDF5"
              + " alone (%.2f by CPU time) (%s, deflate %d, %d rows, %.0f bytes a row, %d rounds, load average %.2f)",
          writeMbPerSecond,
          writeRatio,
          writeCpuRatio,
          readMbPerSecond,
          readRatio,
          readCpuRatio,
          store,
          deflate,
          rows,
          bytesPerRow,
          rounds,
          loadAverage);
    }
  }

  /** A diffractogram and its peaks. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(ShardRow row, float[] points, double[] twoTheta, double[] intensity) {}

  /** Time that something took, and processor time of the thread, seconds. */
  private record Cost(double wall, double cpu) {}

  /** One round. */
  private record Round(Cost writeRaw, Cost writeShard, Cost readRaw, Cost readShard) {}

  private interface Work {
    void run() throws IOException;
  }

  private final ShardIdentity identity;
  private final ShardWriter.Options writing;
  private final int rows;
  private final int points;
  private final Path raw;
  private final Path shard;
  private final Path folder;
  private final List<Sample> samples = new ArrayList<>();
  private final List<float[]> blocks = new ArrayList<>();
  private final float[] target;

  /** In an empty folder, which is deleted at the end. */
  IoBenchmark(ShardRecipe recipe, SymmetryFinder finder, Path folder) {
    this.identity = recipe.identity();
    this.writing = recipe.writing();
    this.rows = recipe.shardSize();
    this.points = identity.grid().points();
    this.folder = folder;
    this.raw = folder.resolve("raw.h5");
    this.shard = folder.resolve(ShardName.of(0));
    this.target = new float[Math.multiplyExact(rows, points)];
    drawSamples(recipe, finder);
    fillBlocks();
  }

  private void drawSamples(ShardRecipe recipe, SymmetryFinder finder) {
    DiffractogramGenerator generator =
        new DiffractogramGenerator(recipe.statistics(), recipe.settings(), recipe.seed(), finder);
    for (int i = 0; i < Math.min(rows, DIFFERENT_ROWS); i++) {
      float[] diffractogram = new float[points];
      generator.generate(i, diffractogram);
      SyntheticCrystal crystal = generator.crystal();
      ShardRow row =
          new ShardRow(
              crystal.spaceGroup().number(),
              generator.crystalliteSizeNm(),
              (float) crystal.lattice().volume(),
              (float) crystal.densityFactor(),
              crystal.sites().size());
      samples.add(
          new Sample(
              row,
              diffractogram,
              Arrays.copyOf(generator.peakTwoTheta(), generator.peakCount()),
              Arrays.copyOf(generator.peakIntensity(), generator.peakCount())));
    }
  }

  private void fillBlocks() {
    for (int first = 0; first < rows; first += BLOCK_ROWS) {
      float[] block = new float[Math.min(BLOCK_ROWS, rows - first) * points];
      for (int row = 0; row * points < block.length; row++) {
        System.arraycopy(sample(first + row).points(), 0, block, row * points, points);
      }
      blocks.add(block);
    }
  }

  private Sample sample(int row) {
    return samples.get(row % samples.size());
  }

  /** Measures for some time, after half of it to warm up. */
  Figures run(double seconds) throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    period(seconds / 2);
    List<Round> rounds = period(seconds);
    double write = rate(rounds, Round::writeShard);
    double read = rate(rounds, Round::readShard);
    double rawWrite = rate(rounds, Round::writeRaw);
    double rawRead = rate(rounds, Round::readRaw);
    long bytes = Files.size(shard);
    return new Figures(
        "io",
        write,
        read,
        rawWrite,
        rawRead,
        write / rawWrite,
        read / rawRead,
        cpuRatio(rounds, Round::writeRaw, Round::writeShard),
        cpuRatio(rounds, Round::readRaw, Round::readShard),
        rows,
        points,
        identity.store().word(),
        writing.deflate(),
        bytes,
        (double) bytes / rows,
        rounds.size(),
        load,
        Build.current().toString(),
        Provenance.machine());
  }

  /** Megabytes a second at the median time. */
  private double rate(List<Round> rounds, Function<Round, Cost> part) {
    double bytes = (double) rows * points * Float.BYTES;
    return bytes / median(rounds, round -> part.apply(round).wall()) / 1e6;
  }

  private static double cpuRatio(
      List<Round> rounds, Function<Round, Cost> raw, Function<Round, Cost> shard) {
    return median(rounds, round -> raw.apply(round).cpu())
        / median(rounds, round -> shard.apply(round).cpu());
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private List<Round> period(double seconds) throws IOException {
    List<Round> rounds = new ArrayList<>();
    long start = System.nanoTime();
    while (rounds.size() < LEAST_ROUNDS || System.nanoTime() - start < seconds * 1e9) {
      Files.deleteIfExists(raw);
      Cost writeRaw = time(() -> PlainBlocks.write(raw, blocks, points));
      Files.deleteIfExists(shard);
      Cost writeShard = time(this::writeShard);
      Cost readRaw = time(() -> PlainBlocks.read(raw, rows, points, BLOCK_ROWS));
      Cost readShard = time(this::readShard);
      rounds.add(new Round(writeRaw, writeShard, readRaw, readShard));
    }
    return rounds;
  }

  private static Cost time(Work work) throws IOException {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpuStart = clock.getCurrentThreadCpuTime();
    work.run();
    double cpu = (clock.getCurrentThreadCpuTime() - cpuStart) / 1e9;
    return new Cost((System.nanoTime() - start) / 1e9, cpu);
  }

  private void writeShard() {
    boolean peaks = identity.store() == StoreKind.PEAKS;
    ShardWriter.write(
        shard,
        identity,
        0,
        rows,
        writing,
        writer -> {
          for (int i = 0; i < rows; i++) {
            Sample sample = sample(i);
            if (peaks) {
              writer.append(
                  sample.row(), sample.twoTheta(), sample.intensity(), sample.twoTheta().length);
            } else {
              writer.append(sample.row(), sample.points());
            }
          }
        });
  }

  private void readShard() {
    try (ShardReader reader = ShardReader.open(shard, identity, 0)) {
      reader.readAll(target);
    }
  }

  @Override
  public void close() {
    AtomicFile.delete(raw);
    AtomicFile.delete(shard);
    AtomicFile.delete(folder);
  }
}
