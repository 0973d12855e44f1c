package org.powdermill.comparison;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Shares of categories. */
final class Shares {

  private Shares() {}

  /** How often each occurs, the sum being 1. */
  static <K extends Comparable<K>> SortedMap<K, Double> of(Stream<K> occurrences) {
    Map<K, Integer> counts = new TreeMap<>();
    occurrences.forEach(key -> counts.merge(key, 1, Integer::sum));
    double sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    SortedMap<K, Double> shares = new TreeMap<>();
    counts.forEach((key, count) -> shares.put(key, count / sum));
    return shares;
  }

  /** Total variation distance: half the sum of the absolute differences, 0 to 1. */
  static <K extends Comparable<K>> double totalVariation(
      SortedMap<K, Double> one, SortedMap<K, Double> other) {
    SortedSet<K> categories = new TreeSet<>(one.keySet());
    categories.addAll(other.keySet());
    double sum = 0;
    for (K key : categories) {
      sum += Math.abs(one.getOrDefault(key, 0.0) - other.getOrDefault(key, 0.0));
    }
    return sum / 2;
  }
}
