package org.powdermill.comparison;

import java.util.function.Function;

/**
 * One value for each side.
 *
 * @param synthetic of the synthetic crystals
 * @param statistics of the real crystals that the statistics were gathered from
 * @param heldOut of the real crystals held out
 */
public record Triple<T>(T synthetic, T statistics, T heldOut) {

  <R> Triple<R> map(Function<T, R> function) {
    return new Triple<>(
        function.apply(synthetic), function.apply(statistics), function.apply(heldOut));
  }
}
