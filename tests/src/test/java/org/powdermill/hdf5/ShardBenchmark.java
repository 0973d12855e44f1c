package org.powdermill.hdf5;

import ch.systemsx.cisd.base.mdarray.MDFloatArray;
import ch.systemsx.cisd.hdf5.HDF5Factory;
import ch.systemsx.cisd.hdf5.IHDF5Reader;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.powdermill.diffraction.PeakProfile;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.TwoThetaGrid;

/**
 * Shards of float32 through writer and reader, with their checks, against JHDF5 alone: blocks of
 * [29][8501] without any. Milliseconds a shard; 34 kB a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx256m")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShardBenchmark {

  private static final int POINTS = TwoThetaGrid.DEFAULT.points();
  private static final int BLOCK = 29;
  private static final String DATA_SET = "/diffractogram";

  @Param({"145", "1000"})
  public int rows;

  private final float[] row = new float[POINTS];
  private final ShardRow values = new ShardRow(62, 50, 300, 1.5f, 4);
  private float[] target;
  private Path folder;
  private Path raw;
  private Path shard;
  private ShardIdentity identity;

  /** Makes one diffractogram, and a file of each kind to read. */
  @Setup
  public void prepare() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    double[] twoTheta = random.doubles(150, 5, 90).sorted().toArray();
    double[] intensity = random.doubles(150, 1e-4, 1).toArray();
    new PeakProfile(1.5406, TwoThetaGrid.DEFAULT)
        .broaden(twoTheta, intensity, twoTheta.length, PeakShape.gaussian(50), row);
    identity =
        new ShardIdentity(
            1,
            "none",
            1.5406,
            TwoThetaGrid.DEFAULT,
            ShardProfile.GAUSSIAN,
            "{}",
            new SpaceGroupClasses(List.of(62)),
            rows,
            StoreKind.FLOAT32);
    target = new float[rows * POINTS];
    folder = Files.createTempDirectory("shards");
    raw = folder.resolve("raw.h5");
    shard = folder.resolve(ShardName.of(0));
    writeRaw();
    writeShard();
  }

  /** Removes the files. */
  @TearDown
  public void remove() throws IOException {
    Files.deleteIfExists(raw);
    Files.deleteIfExists(shard);
    Files.deleteIfExists(folder);
  }

  /** The rate to compare with: JHDF5 writes blocks. */
  @Benchmark
  public void writeRaw() throws IOException {
    Files.deleteIfExists(raw);
    try (IHDF5Writer writer = HDF5Factory.open(raw.toFile())) {
      writer
          .float32()
          .createMDArray(DATA_SET, new long[] {rows, POINTS}, new int[] {BLOCK, POINTS});
      for (int first = 0; first < rows; first += BLOCK) {
        int count = Math.min(BLOCK, rows - first);
        float[] block = Arrays.copyOfRange(target, first * POINTS, (first + count) * POINTS);
        writer
            .float32()
            .writeMDArrayBlockWithOffset(
                DATA_SET,
                new MDFloatArray(block, new int[] {count, POINTS}),
                new long[] {first, 0});
      }
    }
  }

  /** The rate to compare with: JHDF5 reads blocks. */
  @Benchmark
  public float readRaw() {
    float sum = 0;
    try (IHDF5Reader reader = HDF5Factory.openForReading(raw.toFile())) {
      for (int first = 0; first < rows; first += BLOCK) {
        int[] size = {Math.min(BLOCK, rows - first), POINTS};
        sum +=
            reader
                .float32()
                .readMDArrayBlockWithOffset(DATA_SET, size, new long[] {first, 0})
                .getAsFlatArray()[0];
      }
    }
    return sum;
  }

  /** Row by row, with checksums, atomic rename and all. */
  @Benchmark
  public void writeShard() throws IOException {
    Files.deleteIfExists(shard);
    ShardWriter.write(
        shard,
        identity,
        0,
        rows,
        ShardWriter.Options.DEFAULT,
        writer -> {
          for (int i = 0; i < rows; i++) {
            writer.append(values, row);
          }
        });
  }

  /** All rows into the same memory each time, checked. */
  @Benchmark
  public float readShard() {
    try (ShardReader reader = ShardReader.open(shard, identity, 0)) {
      reader.readAll(target);
    }
    return target[0];
  }

  /** All rows into new memory, checked. */
  @Benchmark
  public float readShardIntoNewMemory() {
    try (ShardReader reader = ShardReader.open(shard, identity, 0)) {
      return reader.readAll()[0];
    }
  }

  /** All rows checked, none kept. */
  @Benchmark
  public int verifyShard() {
    try (ShardReader reader = ShardReader.open(shard)) {
      reader.verify();
      return reader.rows();
    }
  }
}
