package org.powdermill.generation;

import org.powdermill.diffraction.PeakShape;
import org.powdermill.generation.imperfections.PeakShapeDraw;
import org.powdermill.generation.imperfections.Streams;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Diffractograms of the crystals that are mixed into others: each diffractogram has an impurity of
 * its own, drawn as its crystal is but from another stream (DESIGN 4), and seen by the same
 * instrument. Not safe for concurrent use.
 */
final class Impurities {

  private final SyntheticPhase phase;
  private final CrystalliteSizeDraw sizes;
  private final float[] diffractogram;

  Impurities(
      CrystalStatistics statistics,
      GenerationSettings settings,
      long seed,
      SymmetryFinder finder,
      StageClock clock) {
    this.phase =
        new SyntheticPhase(statistics, settings, seed, Streams.IMPURITY_CRYSTAL, finder, clock);
    this.sizes =
        new CrystalliteSizeDraw(
            seed,
            Streams.IMPURITY_SIZE,
            settings.minCrystalliteSizeNm(),
            settings.maxCrystalliteSizeNm());
    this.diffractogram = new float[settings.diffraction().grid().points()];
  }

  /**
   * The impurity's part of a diffractogram.
   *
   * @param index number of the diffractogram
   * @param instrument that sees both
   * @return [points], maximum 1; the next call overwrites it
   */
  float[] diffractogram(long index, PeakShapeDraw instrument) {
    phase.draw(index);
    PeakShape shape = instrument.shape(sizes.size(index));
    phase.broaden(shape, diffractogram);
    return diffractogram;
  }
}
