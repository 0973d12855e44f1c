package org.powdermill.diffraction;

import java.util.List;
import org.powdermill.crystal.Crystal;

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

  /** A simulation with fixed settings. */
  public PowderSimulation(DiffractionSettings settings, PeakShape shape) {
    this.settings = settings;
    this.shape = shape;
  }

  /**
   * Simulates the diffractogram of a crystal.
   *
   * @throws DiffractionException if an element has no scattering factor, or no reflection lies in
   *     the range
   */
  public Result simulate(Crystal crystal) {
    if (shape != null) throw new DiffractionException("not there yet" + crystal.name() + settings);
    return null;
  }
}
