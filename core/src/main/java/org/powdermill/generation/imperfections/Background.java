package org.powdermill.generation.imperfections;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A smooth random curve: a Gaussian process with variance 1 and covariance exp(-d^2 / (2 l^2)) at
 * distance d, on a cubic spline. Not safe for concurrent use.
 *
 * <p>Idea: white noise on knots h = l / 2 apart, convolved with exp(-t^2 / l^2), has this
 * covariance at the knots to 1e-8 (D. Higdon, in: Quantitative Methods for Current Environmental
 * Issues (2002) 37): in units of knots the weights are the same for any length, and no covariance
 * matrix is factorized. The cardinal spline through values at all whole numbers is another
 * convolution (M. Unser, IEEE Signal Processing Magazine 16 (1999) 22), so a table of the weights
 * of both together gives the coefficients of B-splines. Knots go beyond the ends as far as they are
 * felt: the curve has no ends. The paper factorizes the covariance of 60 points and lays a spline
 * through them; at its shortest length, 3 degrees, these lie as close as our knots.
 *
 * <p>Cost: 33 multiplications for each knot, three for each point.
 */
final class Background {

  /** Knots on one length. */
  private static final int KNOTS_PER_LENGTH = 2;

  /** So many knots away the white noise is not felt: weights are below 1e-9. */
  private static final int REACH = 16;

  /** Pole of the filter from values to coefficients of a cubic spline. */
  private static final double POLE = Math.sqrt(3) - 2;

  private static final double[] WEIGHTS = weights();

  private double[] noise = new double[0];
  private double[] coefficients = new double[0];

  /** Weights of the white noise in a coefficient, [2 REACH + 1]. */
  private static double[] weights() {
    int support = 2 * REACH;
    double[] bell = new double[2 * support + 1];
    double squares = 0;
    for (int i = 0; i < bell.length; i++) {
      double t = (double) (i - support) / KNOTS_PER_LENGTH;
      bell[i] = StrictMath.exp(-t * t);
      squares += bell[i] * bell[i];
    }
    double scale = Math.sqrt(3) / Math.sqrt(squares);
    double[] weights = new double[2 * REACH + 1];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < bell.length; j++) {
        int distance = Math.abs(i - REACH - (j - support));
        weights[i] += scale * bell[j] * StrictMath.pow(POLE, distance);
      }
    }
    return weights;
  }

  /**
   * Draws a curve.
   *
   * @param random its random numbers
   * @param step distance of two points, in units of the length scale
   * @param curve overwritten, [points]
   */
  void draw(UniformRandomProvider random, double step, double[] curve) {
    double knotsPerPoint = step * KNOTS_PER_LENGTH;
    int intervals = (int) ((curve.length - 1) * knotsPerPoint) + 1;
    drawCoefficients(random, intervals + 3);
    int point = 0;
    for (int knot = 0; knot < intervals; knot++) {
      int end =
          knot == intervals - 1
              ? curve.length
              : Math.min(curve.length, (int) Math.ceil((knot + 1) / knotsPerPoint));
      double b0 = coefficients[knot];
      double b1 = coefficients[knot + 1];
      double b2 = coefficients[knot + 2];
      double b3 = coefficients[knot + 3];
      double a0 = (b0 + 4 * b1 + b2) / 6;
      double a1 = (b2 - b0) / 2;
      double a2 = (b0 - 2 * b1 + b2) / 2;
      double a3 = (b3 - b0 + 3 * (b1 - b2)) / 6;
      for (; point < end; point++) {
        double t = point * knotsPerPoint - knot;
        curve[point] = ((a3 * t + a2) * t + a1) * t + a0;
      }
    }
  }

  private void drawCoefficients(UniformRandomProvider random, int count) {
    if (coefficients.length < count) {
      coefficients = new double[2 * count];
      noise = new double[2 * count + 2 * REACH];
    }
    for (int i = 0; i < count + 2 * REACH; i++) {
      noise[i] = NormalDeviates.next(random);
    }
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = 0; j < WEIGHTS.length; j++) {
        sum += WEIGHTS[j] * noise[i + j];
      }
      coefficients[i] = sum;
    }
  }
}
