package org.powdermill.diffraction;

import java.util.List;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;

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
  private final ScatteringFactors scatteringFactors;
  private final PeakProfile profile;
  private final ScatteringAtoms atoms = new ScatteringAtoms();
  private final ReflectionList reflections = new ReflectionList();
  private final ReflectionList peaks = new ReflectionList();

  /** A simulation with fixed settings. */
  public PowderSimulation(DiffractionSettings settings, PeakShape shape) {
    this.settings = settings;
    this.shape = shape;
    double wavelength = settings.wavelength().angstrom();
    this.structureFactors = new StructureFactors(wavelength, settings.grid());
    this.scatteringFactors = new ScatteringFactors(settings, structureFactors.maxS());
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
    broaden(shape, intensity);
    return new Result(
        peaks.toPeaks(settings.wavelength(), new FamilyIndices(crystal.symmetryGroup())),
        new Diffractogram(settings.grid(), intensity));
  }

  /**
   * Finds the peaks of a crystal, for {@link #broaden}.
   *
   * @throws DiffractionException if an element has no scattering factor, or no reflection lies in
   *     the range
   */
  public void findPeaks(Crystal crystal) {
    atoms.fill(crystal, scatteringFactors);
    int found = findPeaks(crystal.lattice(), new ReflectionRow(crystal.symmetryGroup()), atoms);
    if (found == 0) {
      throw new DiffractionException(
          "%s: no reflection lies between 2theta = %s and %s degrees at %s angstrom"
              .formatted(
                  crystal.name(),
                  settings.grid().min(),
                  settings.grid().max(),
                  settings.wavelength().angstrom()));
    }
  }

  /**
   * The scattering of an element that fills its sites.
   *
   * @throws DiffractionException if it has no tabulated scattering factor
   */
  public KindScattering scattering(Element element) {
    return scatteringFactors.of(List.of(new Species(element, 1)));
  }

  /**
   * Finds the peaks of a crystal, for {@link #broaden}. Allocates nothing once the buffers have
   * grown.
   *
   * @param lattice the cell
   * @param rows its symmetry
   * @param content its atoms, with factors of {@link #scattering} of this simulation
   * @return number of peaks, 0 if no reflection lies in the range
   */
  public int findPeaks(Lattice lattice, ReflectionRow rows, ScatteringAtoms content) {
    structureFactors.sum(lattice, rows, content, reflections);
    reflections.mergeInto(peaks);
    return peaks.count;
  }

  /**
   * Broadens the peaks found last.
   *
   * @param peakShape their shape
   * @param diffractogram overwritten, [points], maximum 1
   */
  public void broaden(PeakShape peakShape, float[] diffractogram) {
    profile.broaden(peaks, peakShape, diffractogram);
  }

  /** Number of the peaks found last. */
  public int peakCount() {
    return peaks.count;
  }

  /**
   * Angles 2theta of the peaks found last, degrees, ascending: the first {@link #peakCount} of an
   * array that the next crystal overwrites.
   */
  public double[] peakTwoTheta() {
    return peaks.twoTheta;
  }

  /** Intensities of the peaks found last, the largest 1; see {@link #peakTwoTheta}. */
  public double[] peakIntensity() {
    return peaks.intensity;
  }
}
