package org.powdermill.trainer.training;

import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * The order of the rows of a window. It follows from the seed and from where the window begins, so
 * that no state of a random generator has to be kept.
 */
final class WindowOrder {

  private WindowOrder() {}

  /** The rows as they come. */
  static int[] asTheyCome(int rows) {
    return PermutationSampler.natural(rows);
  }

  /** A random order. */
  static int[] shuffled(long seed, long windowStart, int rows) {
    SplitMix64 words = new SplitMix64(new SplitMix64(seed).nextLong() + windowStart);
    int[] order = PermutationSampler.natural(rows);
    PermutationSampler.shuffle(
        new XoShiRo256PlusPlus(
            words.nextLong(), words.nextLong(), words.nextLong(), words.nextLong()),
        order);
    return order;
  }
}
