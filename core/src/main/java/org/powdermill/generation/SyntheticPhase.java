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

/** One phase of a powder: draws its crystals and finds their peaks. Not safe for concurrent use. */
final class SyntheticPhase {

  private final StageClock clock;
  private final CrystalGenerator crystals;
  private final PowderSimulation simulation;
  private final KindScattering[] scattering;
  private final ScatteringAtoms atoms = new ScatteringAtoms();
  private final Map<SpaceGroup, ReflectionRow> rows = new HashMap<>();

  private SyntheticCrystal crystal;

  /**
   * A phase.
   *
   * @param seed of the run
   * @param stream of its crystals
   * @param finder judges the rare crystal with a finer lattice
   * @param clock told when a stage ends
   * @throws GenerationException if a group is asked for that the statistics do not have
   */
  SyntheticPhase(
      CrystalStatistics statistics,
      GenerationSettings settings,
      long seed,
      int stream,
      SymmetryFinder finder,
      StageClock clock) {
    this.clock = clock;
    this.crystals = new CrystalGenerator(statistics, settings, seed, stream, finder, clock);
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

  /** Draws a crystal by its number, with its peaks; the one drawn last is at hand. */
  SyntheticCrystal draw(long number) {
    if (crystal == null || crystal.number() != number) {
      crystal = crystals.generate(number, this::hasPeaks);
    }
    return crystal;
  }

  /** Finds the peaks of a crystal; the smallest cells have none in the range. */
  private boolean hasPeaks(SyntheticCrystal candidate) {
    crystals.atoms().fill(atoms, scattering);
    ReflectionRow symmetry =
        rows.computeIfAbsent(
            candidate.spaceGroup(), group -> new ReflectionRow(group.symmetryGroup()));
    boolean found = simulation.findPeaks(candidate.lattice(), symmetry, atoms) > 0;
    clock.book(StageClock.Stage.PEAKS);
    return found;
  }

  /** Broadens the peaks of the crystal drawn last; [points], maximum 1. */
  void broaden(PeakShape shape, float[] diffractogram) {
    simulation.broaden(shape, diffractogram);
    clock.book(StageClock.Stage.PROFILE);
  }

  /** The peaks of the crystal drawn last. */
  PowderSimulation simulation() {
    return simulation;
  }

  /** Share of the tries so far that gave no crystal. */
  double rejectedShare() {
    return crystals.tries() == 0 ? 0 : (double) crystals.rejected() / crystals.tries();
  }
}
