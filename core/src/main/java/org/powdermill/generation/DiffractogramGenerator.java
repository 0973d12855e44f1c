package org.powdermill.generation;

import java.util.HashMap;
import java.util.Map;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.KindScattering;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.diffraction.ReflectionRow;
import org.powdermill.diffraction.ScatteringAtoms;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Draws crystals and simulates their diffractograms: diffractogram i of a run is a pure function of
 * seed, i, statistics and settings (DESIGN 4). Not safe for concurrent use: each thread takes its
 * own.
 */
public final class DiffractogramGenerator {

  private final GenerationSettings settings;
  private final StageClock clock = new StageClock();
  private final CrystalGenerator crystals;
  private final CrystalliteSizeDraw sizes;
  private final PowderSimulation simulation;
  private final KindScattering[] scattering;
  private final ScatteringAtoms atoms = new ScatteringAtoms();
  private final Map<SpaceGroup, ReflectionRow> rows = new HashMap<>();

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
    this.crystals = new CrystalGenerator(statistics, settings, seed, finder, clock);
    this.sizes =
        new CrystalliteSizeDraw(
            seed,
            CrystalliteSizeDraw.SYNTHETIC_STREAM,
            settings.minCrystalliteSizeNm(),
            settings.maxCrystalliteSizeNm());
    this.simulation =
        new PowderSimulation(
            settings.diffraction(), PeakShape.gaussian(settings.maxCrystalliteSizeNm()));
    this.scattering = new KindScattering[Element.all().size() + 1];
    for (GroupStatistics group : statistics.groups().values()) {
      for (String symbol : group.elements().keySet()) {
        Element element = Element.ofSymbol(symbol).orElseThrow();
        if (scattering[element.atomicNumber()] == null) {
          scattering[element.atomicNumber()] = simulation.scattering(element);
        }
      }
    }
  }

  /**
   * Generates a diffractogram; {@link #crystal()} and {@link #crystalliteSizeNm()} then tell of
   * what.
   *
   * @param index number of the diffractogram in its run, not negative
   * @param diffractogram overwritten, [points of the grid], maximum 1
   */
  public void generate(long index, float[] diffractogram) {
    draw(index);
    simulation.broaden(PeakShape.gaussian(crystalliteSizeNm), diffractogram);
    clock.book(StageClock.Stage.PROFILE);
  }

  /** Draws the crystal and the crystallite size of a diffractogram, without simulating it. */
  public SyntheticCrystal draw(long index) {
    clock.start();
    long number = index / settings.sizesPerCrystal();
    if (crystal == null || crystal.number() != number) {
      crystal = crystals.generate(number, this::hasPeaks);
    }
    crystalliteSizeNm = sizes.size(index);
    return crystal;
  }

  /** Finds the peaks of the crystal drawn last; the smallest cells have none in the range. */
  private boolean hasPeaks(SyntheticCrystal candidate) {
    crystals.atoms().fill(atoms, scattering);
    ReflectionRow symmetry =
        rows.computeIfAbsent(
            candidate.spaceGroup(), group -> new ReflectionRow(group.symmetryGroup()));
    boolean found = simulation.findPeaks(candidate.lattice(), symmetry, atoms) > 0;
    clock.book(StageClock.Stage.PEAKS);
    return found;
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
    return simulation.peakCount();
  }

  /**
   * Angles 2theta of the peaks of the crystal drawn last, degrees, ascending: the first {@link
   * #peakCount} of an array that the next crystal overwrites.
   */
  public double[] peakTwoTheta() {
    return simulation.peakTwoTheta();
  }

  /** Intensities of the peaks of the crystal drawn last, the largest 1. */
  public double[] peakIntensity() {
    return simulation.peakIntensity();
  }

  /** Where the time went so far. */
  public StageClock clock() {
    return clock;
  }

  /** Share of the tries so far that gave no crystal. */
  public double rejectedShare() {
    return crystals.tries() == 0 ? 0 : (double) crystals.rejected() / crystals.tries();
  }
}
