package org.powdermill.pattern;

/**
 * The background of a pattern by SNIP, the statistics-sensitive non-linear iterative peak-clipping
 * algorithm: C. G. Ryan et al., Nuclear Instruments and Methods B 34 (1988) 396, with windows that
 * shrink (M. Morhac et al., Nuclear Instruments and Methods A 401 (1997) 113).
 *
 * <p>Idea: on the scale v = ln(ln(sqrt(y + 1) + 1) + 1), where high peaks are as flat as low ones,
 * each point is cut to the mean of its two neighbours at distance p, for p from the half width down
 * to 1. What is narrower than twice the half width goes, what is broader stays. y is in units where
 * the maximum is 1000, since the scale is not linear.
 */
final class SnipBackground {

  /** Half width of the widest window, degrees 2theta. */
  static final double HALF_WIDTH_DEGREES = 1.5;

  private static final double MAXIMUM = 1000;

  private SnipBackground() {}

  /**
   * Subtracts the background.
   *
   * @param intensity not negative, changed to what is left, not negative, [n]
   * @param step distance of two points, degrees
   */
  static void remove(double[] intensity, double step) {
    double largest = 0;
    for (double value : intensity) {
      largest = Math.max(largest, value);
    }
    if (largest == 0) {
      return;
    }
    double unit = largest / MAXIMUM;
    int n = intensity.length;
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = StrictMath.log(StrictMath.log(Math.sqrt(intensity[i] / unit + 1) + 1) + 1);
    }
    double[] clipped = new double[n];
    for (int p = (int) Math.rint(HALF_WIDTH_DEGREES / step); p > 0; p--) {
      System.arraycopy(v, 0, clipped, 0, n);
      for (int i = p; i < n - p; i++) {
        clipped[i] = Math.min(v[i], (v[i - p] + v[i + p]) / 2);
      }
      double[] swap = v;
      v = clipped;
      clipped = swap;
    }
    for (int i = 0; i < n; i++) {
      double root = StrictMath.exp(StrictMath.exp(v[i]) - 1) - 1;
      double background = (root * root - 1) * unit;
      intensity[i] = Math.max(0, intensity[i] - Math.max(0, background));
    }
  }
}
