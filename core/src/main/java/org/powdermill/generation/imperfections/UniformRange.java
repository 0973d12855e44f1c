package org.powdermill.generation.imperfections;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Bounds that a number is drawn between, uniformly.
 *
 * @param min least value
 * @param max largest value; the number is fixed where it equals the least
 */
public record UniformRange(double min, double max) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException unless both are finite and min is at most max
   */
  public UniformRange {
    if (!(Double.isFinite(min) && Double.isFinite(max) && min <= max)) {
      throw new IllegalArgumentException("range %s:%s: want MIN <= MAX".formatted(min, max));
    }
    // No negative zero: equal ranges have equal texts.
    min += 0.0;
    max += 0.0;
  }

  /** A single value. */
  public static UniformRange of(double value) {
    return new UniformRange(value, value);
  }

  /** Whether every draw gives the same number. */
  public boolean isFixed() {
    return min == max;
  }

  /** A number of the range; takes one random number even where it is fixed. */
  double draw(UniformRandomProvider random) {
    return min + (max - min) * random.nextDouble();
  }
}
