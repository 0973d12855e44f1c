package org.powdermill.statistics;

import java.util.List;

/**
 * Bandwidths of a Gaussian product kernel by the normal reference rule, 1.06 sigma n^(-1/(4+d)) in
 * d = 2 dimensions, sigma of the population (as statsmodels has it; B. W. Silverman, Density
 * Estimation (1986), section 4.3.2).
 */
final class KernelBandwidths {

  private static final double FACTOR = 1.06;
  private static final int DIMENSIONS = 2;

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
    return FACTOR * Math.sqrt(squares / n) * StrictMath.pow(n, -1.0 / (4 + DIMENSIONS));
  }
}
