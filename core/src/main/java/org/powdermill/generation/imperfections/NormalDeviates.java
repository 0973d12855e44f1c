package org.powdermill.generation.imperfections;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Normal deviates with mean 0 and variance 1, the same bits everywhere, some nanoseconds each.
 *
 * <p>Idea: the ziggurat of G. Marsaglia and W. W. Tsang (Journal of Statistical Software 5 (2000)
 * 8) with J. A. Doornik's corrections (An improved ziggurat method, Oxford 2005): 256 layers of
 * equal area cover the bell; a point in the part of a layer that lies under the bell is taken as it
 * is, 99 times in a hundred. The layer and the place in it come from bits apart of one random
 * number. The rest takes StrictMath, as Math.exp may differ between processors; so do the library's
 * samplers.
 */
final class NormalDeviates {

  private static final int LAYERS = 256;

  /** Where the tail begins, and the area of a layer, for 256 layers. */
  private static final double TAIL = 3.654152885361009;

  private static final double AREA = 0.004928673233974655;

  private static final double[] RIGHT = rightEnds();
  private static final double[] INNER_SHARE = innerShares(RIGHT);

  private NormalDeviates() {}

  /** Right ends of the layers, [LAYERS + 1]; the lowest has the tail in it. */
  private static double[] rightEnds() {
    double[] right = new double[LAYERS + 1];
    right[0] = AREA / bell(TAIL);
    right[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      right[i] = Math.sqrt(-2 * StrictMath.log(AREA / right[i - 1] + bell(right[i - 1])));
    }
    return right;
  }

  private static double[] innerShares(double[] right) {
    double[] shares = new double[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      shares[i] = right[i + 1] / right[i];
    }
    return shares;
  }

  private static double bell(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  /** The next deviate. */
  static double next(UniformRandomProvider random) {
    long bits = random.nextLong();
    int layer = (int) bits & (LAYERS - 1);
    double place = (bits >> 11) * 0x1.0p-52;
    return Math.abs(place) < INNER_SHARE[layer]
        ? place * RIGHT[layer]
        : nextAtTheEdge(layer, place, random);
  }

  private static double nextAtTheEdge(int layer, double place, UniformRandomProvider random) {
    if (layer == 0) {
      return Math.copySign(tail(random), place);
    }
    double x = place * RIGHT[layer];
    double low = bell(RIGHT[layer]);
    double high = bell(RIGHT[layer + 1]);
    return low + random.nextDouble() * (high - low) < bell(x) ? x : next(random);
  }

  /** A deviate beyond the tail's beginning (G. Marsaglia, Technometrics 6 (1964) 101). */
  private static double tail(UniformRandomProvider random) {
    while (true) {
      double x = -StrictMath.log(1 - random.nextDouble()) / TAIL;
      double y = -StrictMath.log(1 - random.nextDouble());
      if (2 * y > x * x) {
        return TAIL + x;
      }
    }
  }
}
