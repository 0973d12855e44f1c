package org.powdermill.trainer.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.ShardRecipe;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.testset.SyntheticTestSet;

/** The set by whose loss the best model is chosen. */
public sealed interface ValidationSet {

  /**
   * A set that is there.
   *
   * @param file the set
   */
  record Given(Path file) implements ValidationSet {}

  /** None: the best model is the last one. */
  record None() implements ValidationSet {}

  /**
   * A synthetic set as the generator makes the training data, but of the seed that no run may have;
   * kept in the run's folder.
   *
   * @param count diffractograms; else a tenth of an epoch's, 100 to 14,500
   * @param statistics those the training data were drawn from
   * @param threads that make it
   */
  record Made(OptionalInt count, Supplier<CrystalStatistics> statistics, int threads)
      implements ValidationSet {

    private static final int LEAST = 100;

    /**
     * Makes the set unless it is there.
     *
     * @throws TrainingException if the statistics are not those of the training data
     */
    Path in(Path run, TrainingPlan plan, DataDescription data) {
      CrystalStatistics found = statistics.get();
      String wanted = data.identity().statisticsDigest();
      if (!found.digest().equals(wanted)) {
        throw new TrainingException(
            "the training data come from the statistics %s, not from %s: name theirs with --statistics, or a set with --validation, or say --validation-size 0"
                .formatted(wanted, found.digest()));
      }
      int rows = count.orElse(usualCount(plan));
      GenerationSettings settings = settings(data);
      ShardIdentity identity =
          new ShardRecipe(
                  found,
                  settings,
                  ShardRecipe.RESERVED_SEED,
                  StoreKind.FLOAT32,
                  rows,
                  ShardWriter.Options.DEFAULT)
              .identity();
      Path file = run.resolve("validation.h5");
      if (!Files.exists(file) || !isOf(file, identity)) {
        new SyntheticTestSet(found, settings).write(rows, file, threads, 0, written -> {});
      }
      return file;
    }

    private static int usualCount(TrainingPlan plan) {
      long tenth = (long) plan.batchesPerEpoch() * plan.batchSize() / 10;
      return (int) Math.max(LEAST, Math.min(SyntheticTestSet.USUAL_COUNT, tenth));
    }

    /** Those of the run that made the data; for real crystals the usual ones. */
    private static GenerationSettings settings(DataDescription data) {
      return ShardRecipe.settingsOf(data.identity()).orElseGet(() -> usualSettings(data));
    }

    private static GenerationSettings usualSettings(DataDescription data) {
      GenerationSettings usual = GenerationSettings.DEFAULT;
      return new GenerationSettings(
          usual.groups(),
          usual.spaceGroups(),
          usual.sizesPerCrystal(),
          usual.minCrystalliteSizeNm(),
          usual.maxCrystalliteSizeNm(),
          usual.frequenciesByElement(),
          usual.densityByVolume(),
          usual.paperCompatible(),
          new DiffractionSettings(
              Wavelength.of(data.identity().wavelength()),
              data.grid(),
              usual.diffraction().overallB(),
              usual.diffraction().elementB()));
    }

    private static boolean isOf(Path file, ShardIdentity identity) {
      try (ShardReader set = ShardReader.open(file)) {
        return set.header().identity().equals(identity);
      }
    }
  }
}
