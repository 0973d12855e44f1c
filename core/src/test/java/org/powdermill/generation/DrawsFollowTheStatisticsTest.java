package org.powdermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.crystal.Element;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.statistics.LatticeType;
import org.powdermill.symmetry.Lattice;

/** The draws of fixed seeds against what their distributions are by definition. */
class DrawsFollowTheStatisticsTest {

  private static final int DRAWS = 40_000;
  private static final double LEAST_PROBABILITY = 1e-4;

  /** Of the Kolmogorov distribution, beyond it lies a share of 1e-4. */
  private static final double KOLMOGOROV = 2.23;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final NumberedRandom random = new NumberedRandom(11, 0);
  private final CrystalStatistics statistics = HandmadeStatistics.ofAllGroups();

  @ParameterizedTest
  @ValueSource(doubles = {60, 700, 2500, 4900})
  void densityFactorFollowsTheConditionalEstimate(double atomicVolume) {
    GroupStatistics group = statistics.groups().get(62);
    double factorBandwidth = 0.05;
    double volumeBandwidth = 60;
    DensityFactorDraw draw = new DensityFactorDraw(group, factorBandwidth, volumeBandwidth, random);
    double[] weights =
        group.atomicVolumes().stream()
            .mapToDouble(v -> Math.exp(-Math.pow((atomicVolume - v) / volumeBandwidth, 2) / 2))
            .toArray();
    double sum = Arrays.stream(weights).sum();

    double[] drawn = new double[DRAWS];
    Arrays.setAll(drawn, i -> draw.next(atomicVolume));
    Arrays.sort(drawn);
    double distance = 0;
    for (int i = 0; i < DRAWS; i++) {
      double share = 0;
      for (int kernel = 0; kernel < weights.length; kernel++) {
        double z = (drawn[i] - group.densityFactors().get(kernel)) / factorBandwidth;
        share += weights[kernel] / sum * NORMAL.cumulativeProbability(z);
      }
      distance =
          Math.max(distance, Math.max(share - (double) i / DRAWS, (i + 1.0) / DRAWS - share));
    }

    assertThat(distance).isLessThan(KOLMOGOROV / Math.sqrt(DRAWS));
  }

  @Test
  void densityFactorsBeyondTheBoundsAreDrawnAgain() {
    GroupStatistics group = statistics.groups().get(62);
    double largest = group.densityFactors().stream().max(Double::compare).orElseThrow();
    DensityFactorDraw draw = new DensityFactorDraw(group, 2, 60, random);
    for (int i = 0; i < DRAWS; i++) {
      assertThat(draw.next(1000)).isPositive().isLessThanOrEqualTo(largest + 2);
    }
    double largestVolume = group.atomicVolumes().stream().max(Double::compare).orElseThrow();
    assertThat(draw.reaches(largestVolume)).isTrue();
    assertThat(draw.reaches(largestVolume + 1e-6)).isFalse();
  }

  /** Mean and covariance of a kernel estimate: mean of the data, covariance times 1 + factor^2. */
  @Test
  void latticesHaveTheMomentsOfTheEstimate() {
    List<List<Double>> rows = correlatedCells();
    RealMatrix ofData =
        new Covariance(
                rows.stream()
                    .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new))
            .getCovarianceMatrix();
    double factor = Math.pow(rows.size(), -1.0 / (4 + 4));
    LatticeDraw draw = new LatticeDraw(LatticeType.MONOCLINIC, rows, false, random);

    double[][] drawn = new double[DRAWS][];
    for (int i = 0; i < DRAWS; i++) {
      Lattice lattice = draw.next(1).orElseThrow();
      drawn[i] =
          new double[] {lattice.a(), lattice.b(), lattice.c(), Math.toRadians(lattice.beta())};
    }
    RealMatrix ofDraws = new Covariance(drawn).getCovarianceMatrix();

    double n = rows.size();
    for (int i = 0; i < 4; i++) {
      int column = i;
      double mean = rows.stream().mapToDouble(row -> row.get(column)).average().orElseThrow();
      double deviation = Math.sqrt(ofDraws.getEntry(i, i));
      assertThat(Arrays.stream(drawn).mapToDouble(row -> row[column]).average().orElseThrow())
          .isCloseTo(mean, within(4 * deviation / Math.sqrt(DRAWS)));
      for (int j = 0; j < 4; j++) {
        double expected = ofData.getEntry(i, j) * ((n - 1) / n + factor * factor);
        double scale = Math.sqrt(ofDraws.getEntry(i, i) * ofDraws.getEntry(j, j));
        assertThat(ofDraws.getEntry(i, j))
            .as("covariance %d, %d", i, j)
            .isCloseTo(expected, within(0.03 * scale));
      }
    }
  }

  /** Lengths that depend on one another, far from what is no lattice. */
  private static List<List<Double>> correlatedCells() {
    Random random = new Random(3);
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double a = 1 + 0.05 * random.nextGaussian();
      double b = 1.2 - 0.5 * (a - 1) + 0.03 * random.nextGaussian();
      double beta = 1.8 + (b - 1.2) + 0.03 * random.nextGaussian();
      rows.add(List.of(a, b, 0.9 + 0.02 * random.nextGaussian(), beta));
    }
    return rows;
  }

  @Test
  void rescalingChangesTheVolumeAlone() {
    List<List<Double>> rows = correlatedCells();
    LatticeDraw rescaled = new LatticeDraw(LatticeType.MONOCLINIC, rows, true, random);
    LatticeDraw asDrawn =
        new LatticeDraw(LatticeType.MONOCLINIC, rows, false, new NumberedRandom(11, 0));
    for (int i = 0; i < 1000; i++) {
      Lattice one = rescaled.next(500).orElseThrow();
      Lattice other = asDrawn.next(500).orElseThrow();
      assertThat(one.volume()).isCloseTo(500, within(1e-9));
      assertThat(one.b() / one.a()).isCloseTo(other.b() / other.a(), within(1e-12));
      assertThat(one.beta()).isEqualTo(other.beta());
    }
  }

  @Test
  void elementsSitesAndPositionsFollowTheirFrequencies() {
    // P 1: the one position has degrees of freedom and is never taken.
    GroupStatistics group = statistics.groups().get(1);
    GroupDraws draws = new GroupDraws(group, statistics, GenerationSettings.DEFAULT, random);
    Map<Integer, Integer> elementCounts = new TreeMap<>();
    Map<Integer, Integer> repetitions = new TreeMap<>();
    Map<String, Integer> firstElements = new TreeMap<>();
    for (int i = 0; i < DRAWS; i++) {
      List<SiteDraw> sites = draws.nextSites();
      Map<Element, Integer> sitesOfElement = new TreeMap<>(Element.BY_ATOMIC_NUMBER);
      sites.forEach(site -> sitesOfElement.merge(site.element(), 1, Integer::sum));
      elementCounts.merge(sitesOfElement.size(), 1, Integer::sum);
      sitesOfElement.values().forEach(k -> repetitions.merge(k, 1, Integer::sum));
      // Those after the first are drawn among the elements not yet used.
      firstElements.merge(sites.get(0).element().symbol(), 1, Integer::sum);
    }

    assertFollows(elementCounts, group.elementCounts());
    assertFollows(repetitions, group.repetitions());
    assertFollows(firstElements, group.elements());
  }

  @Test
  void positionsWithDegreesOfFreedomFollowTheirFrequencies() {
    // P m: a and b (m) and c, all with degrees of freedom.
    Map<Character, Double> frequencies = Map.of('a', 5.0, 'b', 2.0, 'c', 3.0);
    GroupStatistics pm = statistics.groups().get(6);
    GroupStatistics group =
        new GroupStatistics(
            6,
            pm.crystals(),
            1,
            pm.elementCounts(),
            pm.elements(),
            pm.repetitions(),
            frequencies,
            Map.of(),
            Map.of(),
            pm.atomicVolumes(),
            pm.densityFactors());
    GroupDraws draws = new GroupDraws(group, statistics, GenerationSettings.DEFAULT, random);
    Map<Character, Integer> letters = new TreeMap<>();
    for (int i = 0; i < DRAWS; i++) {
      draws.nextSites().forEach(site -> letters.merge(site.position().letter(), 1, Integer::sum));
    }

    assertFollows(letters, frequencies);
  }

  /** Pearson's chi-square test. */
  private static <K> void assertFollows(Map<K, Integer> observed, Map<K, Double> frequencies) {
    double n = observed.values().stream().mapToInt(Integer::intValue).sum();
    double sum = frequencies.values().stream().mapToDouble(Double::doubleValue).sum();
    double chiSquare = 0;
    for (Map.Entry<K, Double> entry : frequencies.entrySet()) {
      double expected = n * entry.getValue() / sum;
      chiSquare += Math.pow(observed.getOrDefault(entry.getKey(), 0) - expected, 2) / expected;
    }
    assertThat(frequencies.keySet()).containsAll(observed.keySet());
    assertThat(
            1 - new ChiSquaredDistribution(frequencies.size() - 1).cumulativeProbability(chiSquare))
        .as("%s for %s", observed, frequencies)
        .isGreaterThan(LEAST_PROBABILITY);
  }
}
