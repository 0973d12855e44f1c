package org.powdermill.diffraction;

import org.powdermill.crystal.Element;

/**
 * The atomic scattering factor times the Debye-Waller factor exp(-B s^2) of one element, tabulated
 * over s and interpolated by quintic Hermite polynomials.
 *
 * <p>Four exponentials an element and reflection would cost more than all phase factors. A table of
 * Cu K-alpha takes 5.5 kB, so that those of all elements stay in the processor's second cache; the
 * interpolation is exact to 1e-9 electrons (B below 100 square angstrom; 1e-8 up to 1000).
 */
final class ScatteringFactorTable {

  /** Width of an interval of s where B is small, 1/angstrom. */
  private static final double WIDTH = 4e-3;

  /** B from which on narrower intervals are needed, square angstrom. */
  private static final double STRONG_DAMPING = 200;

  private static final int COEFFICIENTS = 6;

  private final double intervalsPerUnit;
  private final double[] quintics;

  /**
   * Tabulates an element.
   *
   * @param element the element
   * @param debyeWallerB isotropic B, square angstrom
   * @param maxS largest s that will be asked for, 1/angstrom
   * @throws DiffractionException if the element has no tabulated scattering factor
   */
  ScatteringFactorTable(Element element, double debyeWallerB, double maxS) {
    AtomicScatteringFactor factor = AtomicScatteringFactor.of(element);
    double widest = WIDTH / Math.sqrt(1 + debyeWallerB / STRONG_DAMPING);
    int intervals = (int) Math.ceil(maxS / widest);
    double width = maxS / intervals;
    this.intervalsPerUnit = intervals / maxS;
    this.quintics = new double[COEFFICIENTS * (intervals + 1)];
    double[] left = derivatives(factor, debyeWallerB, 0, width);
    for (int i = 0; i <= intervals; i++) {
      double[] right = derivatives(factor, debyeWallerB, (i + 1) * width, width);
      setQuintic(COEFFICIENTS * i, left, right);
      left = right;
    }
  }

  /** Value, first and second derivative with respect to s / width. */
  private static double[] derivatives(
      AtomicScatteringFactor factor, double b, double s, double width) {
    double q = s * s;
    double damping = StrictMath.exp(-b * q);
    double f = factor.at(q);
    double slope = factor.derivativeAt(q);
    // With respect to q = s^2, then to s: d/ds = 2s d/dq, d^2/ds^2 = 4q d^2/dq^2 + 2 d/dq.
    double first = (slope - b * f) * damping;
    double second = (factor.secondDerivativeAt(q) - 2 * b * slope + b * b * f) * damping;
    return new double[] {
      f * damping, 2 * s * first * width, (4 * q * second + 2 * first) * width * width
    };
  }

  /** The polynomial in t = 0..1 with value and two derivatives given at both ends. */
  private void setQuintic(int at, double[] left, double[] right) {
    double difference = right[0] - left[0];
    quintics[at] = left[0];
    quintics[at + 1] = left[1];
    quintics[at + 2] = left[2] / 2;
    quintics[at + 3] =
        10 * difference - 6 * left[1] - 4 * right[1] - 1.5 * left[2] + 0.5 * right[2];
    quintics[at + 4] = -15 * difference + 8 * left[1] + 7 * right[1] + 1.5 * left[2] - right[2];
    quintics[at + 5] = 6 * difference - 3 * left[1] - 3 * right[1] - 0.5 * left[2] + 0.5 * right[2];
  }

  /** The scattering factor, electrons, at s in 1/angstrom. */
  double at(double s) {
    double position = s * intervalsPerUnit;
    int interval = (int) position;
    double t = position - interval;
    int i = COEFFICIENTS * interval;
    double high = (quintics[i + 5] * t + quintics[i + 4]) * t + quintics[i + 3];
    return ((high * t + quintics[i + 2]) * t + quintics[i + 1]) * t + quintics[i];
  }
}
