package org.powdermill.generation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.powdermill.statistics.GroupStatistics;

/**
 * Draws the density factor (cell volume over atomic volume) of a group given the atomic volume,
 * from a kernel density estimate with a Gaussian product kernel (DESIGN 3, step 3).
 *
 * <p>Given the atomic volume v, the estimate is a mixture of Gaussians around the density factors
 * of the real crystals, weighted by exp(-(v - v_i)^2 / 2h^2). A kernel is drawn by its weight, then
 * a density factor from the kernel. Kernels are sorted by volume; one within reach is drawn
 * uniformly and kept with probability weight over largest weight. That is exact but for kernels
 * below 1e-18 of the nearest, and costs a search and a few tries however many kernels there are.
 */
final class DensityFactorDraw {

  /** Kernels whose weight is less than exp(-42) of the nearest's are out of reach. */
  private static final double REACH = 42;

  /** exp(-745.2) is zero in double precision. */
  private static final double UNDERFLOW = 745.13;

  /** A density factor this much above the group's largest is drawn again. */
  private static final double MARGIN = 2;

  private final NumberedRandom random;
  private final double factorBandwidth;
  private final double volumeBandwidth;
  private final double[] volumes;
  private final double[] factors;
  private final double largestFactor;

  DensityFactorDraw(
      GroupStatistics group,
      double factorBandwidth,
      double volumeBandwidth,
      NumberedRandom random) {
    this.random = random;
    this.factorBandwidth = factorBandwidth;
    this.volumeBandwidth = volumeBandwidth;
    int[] byVolume =
        IntStream.range(0, group.atomicVolumes().size())
            .boxed()
            .sorted(Comparator.comparing(group.atomicVolumes()::get))
            .mapToInt(Integer::intValue)
            .toArray();
    this.volumes = Arrays.stream(byVolume).mapToDouble(group.atomicVolumes()::get).toArray();
    this.factors = Arrays.stream(byVolume).mapToDouble(group.densityFactors()::get).toArray();
    this.largestFactor = Arrays.stream(factors).max().orElseThrow();
  }

  /**
   * Whether anything can be drawn: not above the group's largest atomic volume, nor so far from all
   * kernels that their weights underflow.
   *
   * @param atomicVolume cubic angstrom
   */
  boolean reaches(double atomicVolume) {
    return atomicVolume <= volumes[volumes.length - 1]
        && exponent(atomicVolume, nearest(atomicVolume)) < UNDERFLOW;
  }

  /**
   * Draws a density factor, given the atomic volume.
   *
   * @param atomicVolume cubic angstrom, one that {@link #reaches}
   */
  double next(double atomicVolume) {
    double nearest = exponent(atomicVolume, nearest(atomicVolume));
    double width = volumeBandwidth * Math.sqrt(2 * (nearest + REACH));
    int from = firstNotBelow(atomicVolume - width);
    int to = firstNotBelow(atomicVolume + width);
    while (true) {
      int kernel = from + random.nextInt(to - from);
      double excess = exponent(atomicVolume, kernel) - nearest;
      if (random.nextDouble() < StrictMath.exp(-excess)) {
        double factor = factors[kernel] + factorBandwidth * random.nextNormal();
        if (factor > 0 && factor <= largestFactor + MARGIN) {
          return factor;
        }
      }
    }
  }

  private double exponent(double atomicVolume, int kernel) {
    double distance = (atomicVolume - volumes[kernel]) / volumeBandwidth;
    return distance * distance / 2;
  }

  private int nearest(double atomicVolume) {
    int above = firstNotBelow(atomicVolume);
    if (above == volumes.length) {
      return above - 1;
    }
    boolean belowIsNearer =
        above > 0 && atomicVolume - volumes[above - 1] < volumes[above] - atomicVolume;
    return belowIsNearer ? above - 1 : above;
  }

  /** Index of the first volume that is not below a bound. */
  private int firstNotBelow(double bound) {
    int low = 0;
    int high = volumes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (volumes[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
