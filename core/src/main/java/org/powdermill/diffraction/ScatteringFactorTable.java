package org.powdermill.diffraction;

import org.powdermill.crystal.Element;

/**
 * The atomic scattering factor times the Debye-Waller factor exp(-B s^2) of one element, tabulated
 * over s^2 and interpolated by cubic Hermite polynomials.
 *
 * <p>Four exponentials an element and reflection would cost more than all phase factors. The
 * interpolation is exact to 1e-8 electrons and better as long as the intervals are 1e-4 wide, that
 * is for wavelengths down to silver's.
 */
final class ScatteringFactorTable {

  private static final double WIDTH = 1e-4;
  private static final int MAX_INTERVALS = 1 << 15;

  private final double intervalsPerUnit;
  private final double[] cubics;

  /**
   * Tabulates an element.
   *
   * @param element the element
   * @param debyeWallerB isotropic B, square angstrom
   * @param maxSquaredS largest s^2 that will be asked for, 1/square angstrom
   * @throws DiffractionException if the element has no tabulated scattering factor
   */
  ScatteringFactorTable(Element element, double debyeWallerB, double maxSquaredS) {
    AtomicScatteringFactor factor = AtomicScatteringFactor.of(element);
    int intervals = (int) Math.min(Math.ceil(maxSquaredS / WIDTH), MAX_INTERVALS);
    this.intervalsPerUnit = intervals / maxSquaredS;
    this.cubics = new double[4 * (intervals + 1)];
    double width = maxSquaredS / intervals;
    double[] value = new double[intervals + 2];
    double[] slope = new double[intervals + 2];
    for (int i = 0; i < value.length; i++) {
      double q = i * width;
      double damping = StrictMath.exp(-debyeWallerB * q);
      value[i] = factor.at(q) * damping;
      slope[i] = (factor.derivativeAt(q) - debyeWallerB * factor.at(q)) * damping * width;
    }
    for (int i = 0; i <= intervals; i++) {
      double difference = value[i + 1] - value[i];
      cubics[4 * i] = value[i];
      cubics[4 * i + 1] = slope[i];
      cubics[4 * i + 2] = 3 * difference - 2 * slope[i] - slope[i + 1];
      cubics[4 * i + 3] = slope[i] + slope[i + 1] - 2 * difference;
    }
  }

  /** The scattering factor, electrons, at a square of s in 1/square angstrom. */
  double at(double squaredS) {
    double position = squaredS * intervalsPerUnit;
    int interval = (int) position;
    double t = position - interval;
    int i = 4 * interval;
    return ((cubics[i + 3] * t + cubics[i + 2]) * t + cubics[i + 1]) * t + cubics[i];
  }
}
