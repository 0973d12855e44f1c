package org.powdermill.comparison;

import java.util.Arrays;
import java.util.Locale;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * A property with numbers, compared.
 *
 * @param name of the property
 * @param label for people, with the unit
 * @param latticeType lattice type that it is of, {@code all} for all
 * @param counts whether the numbers are counts
 * @param n size of the samples
 * @param median of the samples
 * @param kolmogorovSmirnov largest difference of the cumulative shares
 * @param chance two samples as large as the synthetic and the statistics' are farther apart by
 *     chance in one case of 20
 * @param histogram shares
 */
public record SampleComparison(
    String name,
    String label,
    String latticeType,
    boolean counts,
    Triple<Integer> n,
    Triple<Double> median,
    Distances kolmogorovSmirnov,
    double chance,
    SharesHistogram histogram) {

  /** Asymptotic 5 % point of the Kolmogorov distribution. */
  private static final double FIVE_PERCENT_POINT = 1.358;

  static SampleComparison of(SampledProperty property, CrystalSides sides) {
    Triple<double[]> samples = sides.map(property::sample);
    Triple<Integer> n = samples.map(sample -> sample.length);
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    return new SampleComparison(
        property.name(),
        property.label(),
        property.latticeType().map(type -> type.name().toLowerCase(Locale.ROOT)).orElse("all"),
        property.counts(),
        n,
        samples.map(SampleComparison::median),
        Distances.of(samples, test::kolmogorovSmirnovStatistic, property.target()),
        FIVE_PERCENT_POINT * Math.sqrt(1.0 / n.synthetic() + 1.0 / n.statistics()),
        SharesHistogram.of(samples, property.counts()));
  }

  private static double median(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int size = sorted.length;
    return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }
}
