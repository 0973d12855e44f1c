package org.powdermill.production;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/** Recipes for tests, on a coarse grid so that files are small. */
final class TestRecipe {

  static final CrystalStatistics STATISTICS = StatisticsFile.builtIn().statistics();
  static final SymmetryFinder FINDER = SymmetryFinder.load();

  static final DiffractionSettings COARSE =
      new DiffractionSettings(Wavelength.CU_KA1, new TwoThetaGrid(5, 90, 0.2), 0, Map.of());

  static final GenerationSettings SETTINGS = settings(COARSE);

  /** A listener that does nothing. */
  static final ShardRun.Listener SILENT =
      new ShardRun.Listener() {
        @Override
        public void made(Path shard, int rows) {}

        @Override
        public void kept(Path shard, int rows) {}

        @Override
        public void setAside(Path aside, String fault) {}
      };

  private TestRecipe() {}

  static GenerationSettings settings(DiffractionSettings diffraction) {
    return new GenerationSettings(
        GenerationSettings.GroupDraw.FREQUENCY,
        List.of(),
        2,
        20,
        100,
        false,
        true,
        false,
        diffraction);
  }

  static ShardRecipe of(StoreKind store, int shardSize) {
    return of(SETTINGS, store, shardSize);
  }

  static ShardRecipe of(GenerationSettings settings, StoreKind store, int shardSize) {
    return new ShardRecipe(STATISTICS, settings, 5, store, shardSize, ShardWriter.Options.DEFAULT);
  }

  static ShardRun run(ShardRecipe recipe, Path folder, long firstIndex, long count) {
    return new ShardRun(recipe, FINDER, folder, firstIndex, count, SILENT);
  }

  /** The first diffractograms of the run, without shards, one after the other. */
  static float[] diffractograms(int count) {
    return diffractograms(SETTINGS, count);
  }

  static float[] diffractograms(GenerationSettings settings, int count) {
    DiffractogramGenerator generator = new DiffractogramGenerator(STATISTICS, settings, 5, FINDER);
    int points = COARSE.grid().points();
    float[] all = new float[count * points];
    float[] one = new float[points];
    for (int i = 0; i < count; i++) {
      generator.generate(i, one);
      System.arraycopy(one, 0, all, i * points, points);
    }
    return all;
  }

  /** What the shards of a run hold, from diffractogram 0 on. */
  static float[] read(ShardRecipe recipe, Path folder, int count) {
    int points = COARSE.grid().points();
    float[] all = new float[count * points];
    for (int first = 0; first < count; first += recipe.shardSize()) {
      long shard = first / recipe.shardSize();
      try (ShardReader reader =
          ShardReader.open(folder.resolve(recipe.shardName(first)), recipe.identity(), shard)) {
        float[] rows = reader.readAll();
        System.arraycopy(rows, 0, all, first * points, rows.length);
      }
    }
    return all;
  }
}
