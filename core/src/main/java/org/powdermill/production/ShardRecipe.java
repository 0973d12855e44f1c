package org.powdermill.production;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardName;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.statistics.CrystalStatistics;

/**
 * Everything that decides the shards of a run. Shard s holds the diffractograms s n to (s + 1) n -
 * 1, where n is the shard size (DESIGN 4).
 *
 * @param statistics of real crystals
 * @param settings of crystals and diffractograms
 * @param seed of the run
 * @param store how diffractograms are kept
 * @param shardSize diffractograms in a shard
 * @param writing how files are written; changes no number in them
 */
public record ShardRecipe(
    CrystalStatistics statistics,
    GenerationSettings settings,
    long seed,
    StoreKind store,
    int shardSize,
    ShardWriter.Options writing) {

  /**
   * The seed of synthetic test sets: no run makes shards with it, so that nobody can train on a
   * diffractogram of such a set.
   */
  public static final long RESERVED_SEED = Long.MIN_VALUE;

  /**
   * Checks that the store can hold the diffractograms.
   *
   * @throws IllegalArgumentException if peaks alone would not give them back
   */
  public ShardRecipe {
    if (store == StoreKind.PEAKS && !settings.imperfections().followFromPeaks()) {
      throw new IllegalArgumentException(
          "peaks alone do not tell imperfections: want --store float32 or float16");
    }
  }

  /** What each shard says of its run. The classes are the groups that can be drawn. */
  public ShardIdentity identity() {
    List<Integer> classes =
        settings.spaceGroups().isEmpty()
            ? List.copyOf(statistics.groups().keySet())
            : settings.spaceGroups().stream().sorted().distinct().toList();
    PeakShape shape = settings.imperfections().leastShape(settings.maxCrystalliteSizeNm());
    return new ShardIdentity(
        seed,
        statistics.digest(),
        settings.diffraction().wavelength().angstrom(),
        settings.diffraction().grid(),
        new ShardProfile(shape.mixing(), shape.u(), shape.v(), shape.w()),
        CanonicalSettings.of(settings),
        new SpaceGroupClasses(classes),
        shardSize,
        store);
  }

  /**
   * The settings of the run that a shard is of, so that more of its kind can be made.
   *
   * @return empty for diffractograms that no run made, as those of real crystals
   * @throws ProductionException if this version of the generator does not make such a run
   */
  public static Optional<GenerationSettings> settingsOf(ShardIdentity identity) {
    return CanonicalSettings.areOfRun(identity.settings())
        ? Optional.of(
            CanonicalSettings.read(
                identity.settings(),
                new DiffractionSettings(
                    Wavelength.of(identity.wavelength()), identity.grid(), 0, Map.of())))
        : Optional.empty();
  }

  /** The same with another shard size. */
  public ShardRecipe withShardSize(int size) {
    return new ShardRecipe(statistics, settings, seed, store, size, writing);
  }

  /** Name of the shard that holds a diffractogram. */
  public String shardName(long index) {
    return ShardName.of(index / shardSize);
  }
}
