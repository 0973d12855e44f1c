package org.powdermill.diffraction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Species;

/**
 * Simulates powder diffractograms: the front door of this package. Not safe for concurrent use:
 * each thread takes its own.
 */
public final class PowderSimulation {

  /**
   * What a simulation gives.
   *
   * @param peaks by ascending angle, the largest intensity being 1
   * @param diffractogram the broadened peaks, maximum 1
   */
  public record Result(List<Peak> peaks, Diffractogram diffractogram) {}

  private final DiffractionSettings settings;
  private final PeakShape shape;
  private final StructureFactors structureFactors;
  private final PeakProfile profile;
  private final Map<Element, ScatteringFactorTable> tables = new HashMap<>();
  private final ReflectionList reflections = new ReflectionList();
  private final ReflectionList peaks = new ReflectionList();

  /** A simulation with fixed settings. */
  public PowderSimulation(DiffractionSettings settings, PeakShape shape) {
    this.settings = settings;
    this.shape = shape;
    double wavelength = settings.wavelength().angstrom();
    this.structureFactors = new StructureFactors(wavelength, settings.grid());
    this.profile = new PeakProfile(wavelength, settings.grid());
  }

  /**
   * Simulates the diffractogram of a crystal.
   *
   * @throws DiffractionException if an element has no scattering factor, or no reflection lies in
   *     the range
   */
  public Result simulate(Crystal crystal) {
    findPeaks(crystal);
    float[] intensity = new float[settings.grid().points()];
    profile.broaden(peaks, shape, intensity);
    return new Result(
        peaks.toPeaks(settings.wavelength()), new Diffractogram(settings.grid(), intensity));
  }

  private void findPeaks(Crystal crystal) {
    ScatteringAtoms atoms = ScatteringAtoms.of(crystal);
    KindScattering[] kinds =
        atoms.kinds.stream().map(this::scattering).toArray(KindScattering[]::new);
    structureFactors.sum(
        crystal.lattice(), new ReflectionRow(crystal.symmetryGroup()), atoms, kinds, reflections);
    if (reflections.count == 0) {
      throw new DiffractionException(
          "%s: no reflection lies between 2theta = %s and %s degrees at %s angstrom"
              .formatted(
                  crystal.name(),
                  settings.grid().min(),
                  settings.grid().max(),
                  settings.wavelength().angstrom()));
    }
    reflections.mergeInto(peaks);
  }

  KindScattering scattering(List<Species> species) {
    ScatteringFactorTable[] factors = new ScatteringFactorTable[species.size()];
    double[] occupancies = new double[species.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = tables.computeIfAbsent(species.get(i).element(), this::table);
      occupancies[i] = species.get(i).occupancy();
    }
    return new KindScattering(factors, occupancies);
  }

  private ScatteringFactorTable table(Element element) {
    double b = settings.elementB().getOrDefault(element, settings.overallB());
    return new ScatteringFactorTable(element, b, structureFactors.maxSquaredS());
  }
}
