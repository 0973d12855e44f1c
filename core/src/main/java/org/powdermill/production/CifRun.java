package org.powdermill.production;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.powdermill.cif.CifWriter;
import org.powdermill.files.AtomicFile;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.OccupiedPosition;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.symmetry.SymmetryFinder;

/** Writes the crystals behind diffractograms as CIFs, {@code <index>.cif}, by several threads. */
public final class CifRun {

  private final ShardRecipe recipe;
  private final SymmetryFinder finder;
  private final Path folder;

  /** A run into a folder, which is made if need be. */
  public CifRun(ShardRecipe recipe, SymmetryFinder finder, Path folder) {
    this.recipe = recipe;
    this.finder = finder;
    this.folder = folder;
  }

  /**
   * Writes CIFs, replacing those that stand there.
   *
   * @param listener told after each
   * @param stop asked before each: whether to stop
   * @return number of CIFs written
   */
  public long run(
      long firstIndex, long count, int threads, Runnable listener, BooleanSupplier stop) {
    AtomicFile.createFolder(folder);
    long end = Math.addExact(firstIndex, count);
    AtomicLong next = new AtomicLong(firstIndex);
    AtomicLong written = new AtomicLong();
    Crew.run(
        (int) Math.min(threads, count),
        stop,
        stopped -> {
          DiffractogramGenerator generator =
              new DiffractogramGenerator(
                  recipe.statistics(), recipe.settings(), recipe.seed(), finder);
          while (!stopped.getAsBoolean()) {
            long index = next.getAndIncrement();
            if (index >= end) {
              return;
            }
            write(generator.draw(index), index);
            written.incrementAndGet();
            listener.run();
          }
        });
    return written.get();
  }

  private void write(SyntheticCrystal crystal, long index) {
    AtomicFile.write(
        folder.resolve(index + ".cif"),
        CifWriter.text(
            Long.toString(index),
            crystal.toCrystal(),
            crystal.spaceGroup(),
            crystal.sites().stream().map(OccupiedPosition::position).toList()));
  }
}
