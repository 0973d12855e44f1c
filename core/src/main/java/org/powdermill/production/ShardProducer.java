package org.powdermill.production;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.powdermill.files.Storage;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.StageClock;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Makes the shards of a run, any of them in any order, to the same bytes. Memory does not depend on
 * the shard size. Not safe for concurrent use: each thread or rank takes its own.
 */
public final class ShardProducer {

  private final ShardRecipe recipe;
  private final ShardIdentity identity;
  private final DiffractogramGenerator generator;
  private final float[] diffractogram;

  /** Ends a shard that is not to be finished. */
  private static final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /**
   * A producer.
   *
   * @param finder judges the rare crystal with a finer lattice; may be shared
   * @throws org.powdermill.generation.GenerationException if the recipe names a space group that
   *     the statistics do not have
   */
  public ShardProducer(ShardRecipe recipe, SymmetryFinder finder) {
    this.recipe = recipe;
    // First, as it names a group that is no class in words.
    this.generator =
        new DiffractogramGenerator(recipe.statistics(), recipe.settings(), recipe.seed(), finder);
    this.identity = recipe.identity();
    this.diffractogram = new float[recipe.settings().diffraction().grid().points()];
  }

  /**
   * Makes a shard, replacing what stands there.
   *
   * @param shardNumber which one: its first diffractogram has the number shardNumber times shard
   *     size
   * @param rows number of diffractograms, at most the shard size
   * @param stop asked before each row
   * @return whether the shard is made; if stopped, nothing is left of it
   * @throws org.powdermill.files.FileException if it cannot be written
   */
  public boolean produce(long shardNumber, int rows, Path file, BooleanSupplier stop) {
    return produce(shardNumber, rows, Storage.disk(), file, stop);
  }

  /**
   * Makes a shard on a storage, which gives it its name; else as {@link #produce(long, int, Path,
   * BooleanSupplier)}.
   */
  public boolean produce(
      long shardNumber, int rows, Storage storage, Path file, BooleanSupplier stop) {
    long first = Math.multiplyExact(shardNumber, (long) recipe.shardSize());
    try {
      ShardWriter.write(
          storage,
          file,
          identity,
          first,
          rows,
          recipe.writing(),
          writer -> append(writer, first, rows, stop));
    } catch (Stopped e) {
      return false;
    }
    generator.clock().book(StageClock.Stage.WRITE);
    return true;
  }

  private void append(ShardWriter writer, long first, int rows, BooleanSupplier stop) {
    boolean peaksAlone = recipe.store() == StoreKind.PEAKS;
    for (int row = 0; row < rows; row++) {
      if (stop.getAsBoolean()) {
        throw new Stopped();
      }
      if (peaksAlone) {
        generator.draw(first + row);
        writer.append(
            currentRow(),
            generator.peakTwoTheta(),
            generator.peakIntensity(),
            generator.peakCount());
      } else {
        generator.generate(first + row, diffractogram);
        writer.append(currentRow(), diffractogram);
      }
      generator.clock().book(StageClock.Stage.WRITE);
    }
  }

  private ShardRow currentRow() {
    SyntheticCrystal crystal = generator.crystal();
    return new ShardRow(
        crystal.spaceGroup().number(),
        generator.crystalliteSizeNm(),
        (float) crystal.lattice().volume(),
        (float) crystal.densityFactor(),
        crystal.sites().size());
  }

  /** What draws and simulates: knows where the time went and the share of rejected tries. */
  public DiffractogramGenerator generator() {
    return generator;
  }
}
