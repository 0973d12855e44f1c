package org.powdermill.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.OccupiedSite;

/** Counts of one space group while its crystals are gone through. */
final class GroupCounts {

  private int crystals;
  private final Map<Integer, Double> elementCounts = new TreeMap<>();
  private final Map<String, Double> elements = new TreeMap<>();
  private final Map<Integer, Double> repetitions = new TreeMap<>();
  private final Map<Character, Double> positions = new TreeMap<>();
  private final Map<String, Map<Integer, Double>> repetitionsByElement = new TreeMap<>();
  private final Map<String, Map<Character, Double>> positionsByElement = new TreeMap<>();
  private final List<Double> atomicVolumes = new ArrayList<>();
  private final List<Double> densityFactors = new ArrayList<>();

  int crystals() {
    return crystals;
  }

  void add(CrystalEntry crystal) {
    crystals++;
    Map<String, Integer> sitesOfElement = new HashMap<>();
    for (OccupiedSite site : crystal.sites()) {
      sitesOfElement.merge(site.element(), 1, Integer::sum);
      count(positions, site.letter());
      count(
          positionsByElement.computeIfAbsent(site.element(), key -> new TreeMap<>()),
          site.letter());
    }
    count(elementCounts, sitesOfElement.size());
    sitesOfElement.forEach(
        (element, sites) -> {
          count(elements, element);
          count(repetitions, sites);
          count(repetitionsByElement.computeIfAbsent(element, key -> new TreeMap<>()), sites);
        });
    atomicVolumes.add(StatisticsGatherer.rounded(crystal.atomicVolume()));
    densityFactors.add(StatisticsGatherer.rounded(crystal.densityFactor()));
  }

  private static <K> void count(Map<K, Double> counts, K key) {
    counts.merge(key, 1.0, Double::sum);
  }

  GroupStatistics statistics(int spaceGroup, double classFrequency) {
    return new GroupStatistics(
        spaceGroup,
        crystals,
        classFrequency,
        elementCounts,
        elements,
        repetitions,
        positions,
        repetitionsByElement,
        positionsByElement,
        atomicVolumes,
        densityFactors);
  }
}
