package org.powdermill.generation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * Random numbers that depend on a seed, a stream and a number alone: the n-th crystal of a run can
 * be drawn by anybody, in any order. Not safe for concurrent use.
 *
 * <p>The state of xoshiro256++ (D. Blackman, S. Vigna, ACM Transactions on Mathematical Software 47
 * (2021) 36) for number n are the words 4n to 4n + 3 of SplitMix64, whose counter begins at a hash
 * of seed and stream: no two numbers of a stream share a word.
 */
public final class NumberedRandom implements UniformRandomProvider {

  /** What SplitMix64 adds to its counter at each step. */
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private final long start;
  private XoShiRo256PlusPlus current;

  /**
   * A stream.
   *
   * @param seed of the run
   * @param stream tells apart what is drawn with one seed: crystals, crystallite sizes, ...
   */
  public NumberedRandom(long seed, int stream) {
    this.start = new SplitMix64(new SplitMix64(seed).nextLong() + stream).nextLong();
    moveTo(0);
  }

  /** Begins the random numbers of number n. */
  public void moveTo(long n) {
    SplitMix64 words = new SplitMix64(start + 4 * n * GOLDEN_RATIO);
    current =
        new XoShiRo256PlusPlus(
            words.nextLong(), words.nextLong(), words.nextLong(), words.nextLong());
  }

  @Override
  public long nextLong() {
    return current.nextLong();
  }

  /**
   * A normal deviate with mean 0 and variance 1, by the polar method of G. Marsaglia and T. A. Bray
   * (SIAM Review 6 (1964) 260). The library's samplers take Math.log, which may differ between
   * processors.
   */
  double nextNormal() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double squaredRadius = x * x + y * y;
      if (squaredRadius > 0 && squaredRadius < 1) {
        return x * Math.sqrt(-2 * StrictMath.log(squaredRadius) / squaredRadius);
      }
    }
  }
}
