package org.powdermill.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.entries.OccupiedSite;

/**
 * Occupation of the Wyckoff positions, compared within each space group.
 *
 * @param totalVariation distance of the shares of the letters in a group, mean over the groups that
 *     all sides have, weighted by class frequency
 * @param groups number of these groups
 */
public record WyckoffComparison(Distances totalVariation, int groups) {

  static WyckoffComparison of(CrystalSides sides, CrystalStatistics statistics) {
    Triple<Map<Integer, SortedMap<Character, Double>>> letters =
        sides.map(WyckoffComparison::lettersByGroup);
    SortedMap<Integer, Double> weights = new TreeMap<>();
    statistics
        .groups()
        .forEach(
            (number, group) -> {
              if (letters.synthetic().containsKey(number)
                  && letters.statistics().containsKey(number)
                  && letters.heldOut().containsKey(number)) {
                weights.put(number, group.classFrequency());
              }
            });
    return new WyckoffComparison(
        Distances.of(letters, (one, other) -> mean(one, other, weights), OptionalDouble.empty()),
        weights.size());
  }

  private static Map<Integer, SortedMap<Character, Double>> lettersByGroup(
      List<ComparedCrystal> crystals) {
    Map<Integer, SortedMap<Character, Double>> letters = new HashMap<>();
    crystals.stream()
        .collect(Collectors.groupingBy(ComparedCrystal::spaceGroup))
        .forEach(
            (group, members) ->
                letters.put(
                    group,
                    Shares.of(
                        members.stream()
                            .flatMap(crystal -> crystal.sites().stream())
                            .map(OccupiedSite::letter))));
    return letters;
  }

  private static double mean(
      Map<Integer, SortedMap<Character, Double>> one,
      Map<Integer, SortedMap<Character, Double>> other,
      SortedMap<Integer, Double> weights) {
    double sum = 0;
    double weight = 0;
    for (Map.Entry<Integer, Double> group : weights.entrySet()) {
      sum +=
          group.getValue()
              * Shares.totalVariation(one.get(group.getKey()), other.get(group.getKey()));
      weight += group.getValue();
    }
    return weight == 0 ? 0 : sum / weight;
  }
}
