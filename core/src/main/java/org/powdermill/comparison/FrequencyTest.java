package org.powdermill.comparison;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.powdermill.statistics.CrystalStatistics;

/**
 * Pearson's chi-square test of how often the space groups were drawn, against the class
 * frequencies.
 *
 * @param chiSquare sum of (observed - expected)^2 / expected
 * @param degreesOfFreedom classes less one
 * @param probability of a chi-square as large by chance
 * @param target the probability should not be below
 */
public record FrequencyTest(
    double chiSquare, int degreesOfFreedom, double probability, double target) {

  private static final double TARGET = 0.001;

  static FrequencyTest of(List<ComparedCrystal> synthetic, CrystalStatistics statistics) {
    SortedMap<Integer, Integer> observed = new TreeMap<>();
    synthetic.forEach(crystal -> observed.merge(crystal.spaceGroup(), 1, Integer::sum));
    double sum =
        statistics.groups().values().stream().mapToDouble(group -> group.classFrequency()).sum();
    double chiSquare = 0;
    for (int number : statistics.groups().keySet()) {
      double expected = synthetic.size() * statistics.groups().get(number).classFrequency() / sum;
      double excess = observed.getOrDefault(number, 0) - expected;
      chiSquare += excess * excess / expected;
    }
    int degreesOfFreedom = statistics.groups().size() - 1;
    double probability =
        degreesOfFreedom == 0
            ? 1
            : 1 - new ChiSquaredDistribution(degreesOfFreedom).cumulativeProbability(chiSquare);
    return new FrequencyTest(chiSquare, degreesOfFreedom, probability, TARGET);
  }

  /** Whether the frequencies are met within the error of sampling. */
  public boolean meetsTarget() {
    return probability >= target;
  }
}
