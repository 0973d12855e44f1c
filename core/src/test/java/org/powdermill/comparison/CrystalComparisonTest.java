package org.powdermill.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.entries.OccupiedSite;
import org.powdermill.symmetry.Lattice;

class CrystalComparisonTest {

  private static final CrystalStatistics STATISTICS = StatisticsFile.builtIn().statistics();

  private static ComparedCrystal tetragonal(double c, double densityFactor) {
    return new ComparedCrystal(
        136,
        new Lattice(4, 4, c, 90, 90, 90),
        densityFactor,
        List.of(new OccupiedSite("Ti", 'a'), new OccupiedSite("O", 'f')));
  }

  private static List<ComparedCrystal> tetragonals(double shift) {
    return IntStream.range(0, 100)
        .mapToObj(i -> tetragonal(3 + 0.01 * i, 1 + shift + 0.01 * i))
        .toList();
  }

  @Test
  void distancesAreThoseOfTheDefinition() {
    CrystalComparison comparison =
        CrystalComparison.of(
            new CrystalSides(tetragonals(0.2), tetragonals(0), tetragonals(-0.1)), STATISTICS);

    SampleComparison density = sample(comparison, "density_factor");
    assertThat(density.kolmogorovSmirnov().toStatistics()).isCloseTo(0.2, within(1e-12));
    assertThat(density.kolmogorovSmirnov().toHeldOut()).isCloseTo(0.3, within(1e-12));
    assertThat(density.kolmogorovSmirnov().floor()).isCloseTo(0.1, within(1e-12));
    assertThat(density.kolmogorovSmirnov().meetsTarget()).isFalse();
    assertThat(sample(comparison, "c/a").kolmogorovSmirnov().toStatistics()).isZero();
    assertThat(sample(comparison, "c/a").latticeType()).isEqualTo("tetragonal");
    assertThat(comparison.samples()).noneMatch(s -> s.latticeType().equals("hexagonal"));
    assertThat(comparison.wyckoff().totalVariation().toStatistics()).isZero();
    assertThat(comparison.wyckoff().groups()).isEqualTo(1);
    // All of one group where 93 are asked for.
    assertThat(comparison.frequencies().meetsTarget()).isFalse();
    assertThat(comparison.targets()).isEqualTo(4);
    assertThat(comparison.targetsMet()).isEqualTo(2);
  }

  @Test
  void groupsThatAreNoClassCountForLatticesAlone() {
    assertThat(STATISTICS.groups()).doesNotContainKey(92);
    List<ComparedCrystal> more = new ArrayList<>(tetragonals(0));
    more.add(
        new ComparedCrystal(
            92, new Lattice(5, 5, 7, 90, 90, 90), 1, List.of(new OccupiedSite("Si", 'a'))));
    CrystalComparison comparison =
        CrystalComparison.of(new CrystalSides(tetragonals(0), more, tetragonals(0)), STATISTICS);

    assertThat(comparison.crystals().statistics()).isEqualTo(100);
    assertThat(sample(comparison, "density_factor").n().statistics()).isEqualTo(100);
    assertThat(sample(comparison, "c/a").n().statistics()).isEqualTo(101);
  }

  @Test
  void aSideWithoutCrystalsIsAnErrorInOneLine() {
    assertThatThrownBy(
            () ->
                CrystalComparison.of(
                    new CrystalSides(tetragonals(0), List.of(), tetragonals(0)), STATISTICS))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("of the classes 0 real ones");
  }

  @Test
  void totalVariationIsHalfTheSumOfDifferences() {
    assertThat(
            Shares.totalVariation(
                Shares.of(Stream.of(1, 1, 2, 3)), Shares.of(Stream.of(1, 4, 4, 4))))
        .isCloseTo(0.75, within(1e-12));
  }

  @Test
  void drawnCrystalsAreTheSameForAnyNumberOfThreads() {
    assertThat(SyntheticSample.draw(STATISTICS, 101, 5, 3, name -> {}))
        .hasSize(101)
        .isEqualTo(SyntheticSample.draw(STATISTICS, 101, 5, 1, name -> {}));
  }

  @Test
  void histogramCountsEachValueOnceAndKnowsItsEdges() {
    double[] sample = {1, 1, 2, 4};
    SharesHistogram histogram = SharesHistogram.of(new Triple<>(sample, sample, sample), true);

    assertThat(histogram.from()).isEqualTo(0.5);
    assertThat(histogram.binWidth()).isEqualTo(1);
    assertThat(histogram.shares().synthetic()).containsExactly(0.5, 0.25, 0.0, 0.25);
  }

  @Test
  void aPropertyWithoutTargetMeetsIt() {
    assertThat(new Distances(0.9, 0, 0, OptionalDouble.empty()).meetsTarget()).isTrue();
  }

  private static SampleComparison sample(CrystalComparison comparison, String name) {
    return comparison.samples().stream()
        .filter(sample -> sample.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
