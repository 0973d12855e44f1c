package org.powdermill.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * Draws values by their frequencies in constant time, by the alias method (A. J. Walker, ACM
 * Transactions on Mathematical Software 3 (1977) 253).
 */
final class WeightedDraw<T> {

  private final List<T> values;
  private final SharedStateDiscreteSampler sampler;

  /** Values and their frequencies, in the map's order. */
  WeightedDraw(Map<T, Double> frequencies, UniformRandomProvider random) {
    this.values = new ArrayList<>(frequencies.keySet());
    double[] weights = frequencies.values().stream().mapToDouble(Double::doubleValue).toArray();
    this.sampler = AliasMethodDiscreteSampler.of(random, weights);
  }

  T next() {
    return values.get(sampler.sample());
  }

  /** Number of different values. */
  int size() {
    return values.size();
  }
}
