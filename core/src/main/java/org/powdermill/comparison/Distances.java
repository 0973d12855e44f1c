package org.powdermill.comparison;

import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;

/**
 * Distances between the sides, 0 to 1.
 *
 * @param toStatistics synthetic crystals and statistics side
 * @param toHeldOut synthetic crystals and held-out side
 * @param floor statistics side and held-out side: as far as real crystals are from real crystals
 * @param target the first distance should be below
 */
public record Distances(
    double toStatistics, double toHeldOut, double floor, OptionalDouble target) {

  static <T> Distances of(
      Triple<T> samples, ToDoubleBiFunction<T, T> distance, OptionalDouble target) {
    return new Distances(
        distance.applyAsDouble(samples.synthetic(), samples.statistics()),
        distance.applyAsDouble(samples.synthetic(), samples.heldOut()),
        distance.applyAsDouble(samples.statistics(), samples.heldOut()),
        target);
  }

  /** Whether the target, if there is one, is met. */
  public boolean meetsTarget() {
    return target.isEmpty() || toStatistics < target.getAsDouble();
  }
}
