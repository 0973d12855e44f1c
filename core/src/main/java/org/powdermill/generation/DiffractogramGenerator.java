package org.powdermill.generation;

import java.util.Optional;
import org.powdermill.generation.imperfections.Imperfection;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.generation.imperfections.MeasurementImitation;
import org.powdermill.generation.imperfections.PeakShapeDraw;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Draws crystals and simulates their diffractograms: diffractogram i of a run is a pure function of
 * seed, i, statistics and settings (DESIGN 4). Not safe for concurrent use: each thread takes its
 * own.
 */
public final class DiffractogramGenerator {

  private static final float[] NO_IMPURITY = {};

  private final GenerationSettings settings;
  private final StageClock clock = new StageClock();
  private final SyntheticPhase phase;
  private final CrystalliteSizeDraw sizes;
  private final PeakShapeDraw instrument;
  private final Optional<Impurities> impurities;
  private final Optional<MeasurementImitation> imitation;

  private SyntheticCrystal crystal;
  private float crystalliteSizeNm;

  /**
   * A generator.
   *
   * @param statistics of real crystals
   * @param seed of the run
   * @param finder judges the rare crystal with a finer lattice
   * @throws GenerationException if a group is asked for that the statistics do not have
   */
  public DiffractogramGenerator(
      CrystalStatistics statistics, GenerationSettings settings, long seed, SymmetryFinder finder) {
    this.settings = settings;
    this.phase =
        new SyntheticPhase(
            statistics, settings, seed, CrystalGenerator.CRYSTAL_STREAM, finder, clock);
    this.sizes =
        new CrystalliteSizeDraw(
            seed,
            CrystalliteSizeDraw.SYNTHETIC_STREAM,
            settings.minCrystalliteSizeNm(),
            settings.maxCrystalliteSizeNm());
    Imperfections imperfections = settings.imperfections();
    this.instrument = new PeakShapeDraw(seed, imperfections);
    this.impurities =
        imperfections.has(Imperfection.IMPURITY)
            ? Optional.of(new Impurities(statistics, settings, seed, finder, clock))
            : Optional.empty();
    this.imitation =
        imperfections.changeIntensities()
            ? Optional.of(
                new MeasurementImitation(seed, imperfections, settings.diffraction().grid()))
            : Optional.empty();
  }

  /**
   * Generates a diffractogram; {@link #crystal()} and {@link #crystalliteSizeNm()} then tell of
   * what. An impurity is nowhere told of.
   *
   * @param index number of the diffractogram in its run, not negative
   * @param diffractogram overwritten, [points of the grid], maximum 1
   */
  public void generate(long index, float[] diffractogram) {
    draw(index);
    instrument.moveTo(index);
    phase.broaden(instrument.shape(crystalliteSizeNm), diffractogram);
    if (imitation.isPresent()) {
      float[] impurity =
          impurities.isPresent() ? impurities.get().diffractogram(index, instrument) : NO_IMPURITY;
      imitation.get().apply(index, impurity, diffractogram);
      clock.book(StageClock.Stage.IMPERFECTIONS);
    }
  }

  /** Draws the crystal and the crystallite size of a diffractogram, without simulating it. */
  public SyntheticCrystal draw(long index) {
    clock.start();
    crystal = phase.draw(index / settings.sizesPerCrystal());
    crystalliteSizeNm = sizes.size(index);
    return crystal;
  }

  /** The crystal of the diffractogram generated last. */
  public SyntheticCrystal crystal() {
    return crystal;
  }

  /** The crystallite size of the diffractogram generated last, nm. */
  public float crystalliteSizeNm() {
    return crystalliteSizeNm;
  }

  /** Number of peaks of the crystal drawn last. */
  public int peakCount() {
    return phase.simulation().peakCount();
  }

  /**
   * Angles 2theta of the peaks of the crystal drawn last, degrees, ascending: the first {@link
   * #peakCount} of an array that the next crystal overwrites.
   */
  public double[] peakTwoTheta() {
    return phase.simulation().peakTwoTheta();
  }

  /** Intensities of the peaks of the crystal drawn last, the largest 1. */
  public double[] peakIntensity() {
    return phase.simulation().peakIntensity();
  }

  /** Where the time went so far. */
  public StageClock clock() {
    return clock;
  }

  /** Share of the tries so far that gave no crystal. */
  public double rejectedShare() {
    return phase.rejectedShare();
  }
}
