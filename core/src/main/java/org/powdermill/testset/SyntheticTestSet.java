package org.powdermill.testset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.ShardRecipe;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * A test set of synthetic crystals, as a run of the generator would make them with a seed that no
 * run may have.
 */
public final class SyntheticTestSet {

  /** Usual number of diffractograms: a hundred for each of the paper's 145 classes. */
  public static final int USUAL_COUNT = 14_500;

  private final CrystalStatistics statistics;
  private final GenerationSettings settings;

  /** From statistics, with settings of crystals and diffractograms. */
  public SyntheticTestSet(CrystalStatistics statistics, GenerationSettings settings) {
    this.statistics = statistics;
    this.settings = settings;
  }

  /**
   * Writes the set.
   *
   * @param count number of diffractograms, at least 1
   * @param file the shard
   * @param threads at least 1
   * @param deflate level of compression, 0 to 9
   * @param written told how many rows more are written
   */
  public TestSetSummary write(
      int count, Path file, int threads, int deflate, LongConsumer written) {
    TestSetIdentity.classes(statistics);
    SymmetryFinder finder = SymmetryFinder.load();
    TestSetFile.Written result =
        TestSetFile.write(
            new SyntheticRows(statistics, settings, finder, count),
            rows ->
                new ShardRecipe(
                        statistics,
                        settings,
                        ShardRecipe.RESERVED_SEED,
                        StoreKind.FLOAT32,
                        rows,
                        ShardWriter.Options.DEFAULT)
                    .identity(),
            List.of(),
            new TestSetFile.Writing(file, threads, deflate, written));
    return TestSetSummary.of(result, statistics.groups().size(), statistics.digest());
  }

  private record SyntheticRows(
      CrystalStatistics statistics, GenerationSettings settings, SymmetryFinder finder, int items)
      implements TestSetRows {

    @Override
    public String name(int item) {
      return "synthetic-" + item;
    }

    @Override
    public int rowsPerItem() {
      return 1;
    }

    @Override
    public boolean neverFail() {
      return true;
    }

    @Override
    public Maker maker() {
      DiffractogramGenerator generator =
          new DiffractogramGenerator(statistics, settings, ShardRecipe.RESERVED_SEED, finder);
      return new SyntheticMaker(generator, this);
    }
  }

  private static final class SyntheticMaker implements TestSetRows.Maker {

    private final DiffractogramGenerator generator;
    private final SyntheticRows rows;
    private int index;

    SyntheticMaker(DiffractogramGenerator generator, SyntheticRows rows) {
      this.generator = generator;
      this.rows = rows;
    }

    @Override
    public void take(int item) {
      index = item;
    }

    @Override
    public ShardRow row(int number, float[] diffractogram) {
      generator.generate(index, diffractogram);
      SyntheticCrystal crystal = generator.crystal();
      return new ShardRow(
          crystal.spaceGroup().number(),
          generator.crystalliteSizeNm(),
          (float) crystal.lattice().volume(),
          (float) crystal.densityFactor(),
          crystal.sites().size(),
          Optional.of(rows.name(index)));
    }
  }
}
