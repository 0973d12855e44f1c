package org.powdermill.statistics;

import java.util.List;

/**
 * Bandwidths of a Gaussian product kernel by the normal reference rule, 1.06 sigma n^(-1/(4+d)) in
 * d = 2 dimensions, in its robust form: sigma is the lesser of the population's standard deviation
 * and its interquartile range over 1.34, which are equal for a normal distribution (B. W.
 * Silverman, Density Estimation (1986), sections 3.4.2 and 4.3.2). Without it a few crystals of
 * density factor 48 double the bandwidth for all.
 */
final class KernelBandwidths {

  private static final double FACTOR = 1.06;
  private static final int DIMENSIONS = 2;
  private static final double NORMAL_INTERQUARTILE_RANGE = 1.34;

  private KernelBandwidths() {}

  /**
   * Bandwidths of density factor and atomic volume; the paper's where all crystals are equal.
   *
   * @param atomicVolumes cubic angstrom
   */
  static List<Double> normalReference(List<Double> densityFactors, List<Double> atomicVolumes) {
    double density = normalReference(densityFactors);
    double volume = normalReference(atomicVolumes);
    return density > 0 && volume > 0
        ? List.of(StatisticsGatherer.rounded(density), StatisticsGatherer.rounded(volume))
        : StatisticsGatherer.PAPER_BANDWIDTHS;
  }

  private static double normalReference(List<Double> samples) {
    int n = samples.size();
    double mean = samples.stream().mapToDouble(Double::doubleValue).sum() / n;
    double squares = samples.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    double sigma = Math.min(Math.sqrt(squares / n), range / NORMAL_INTERQUARTILE_RANGE);
    return FACTOR * sigma * StrictMath.pow(n, -1.0 / (4 + DIMENSIONS));
  }

  /** By linear interpolation between the ordered values. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
