package org.powdermill.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Shares of samples in bins of equal width. Values outside are counted in no bin, but in the whole
 * of which the shares are.
 *
 * @param from lower edge of the first bin
 * @param binWidth width of a bin
 * @param shares of the values of each sample in each bin
 */
public record SharesHistogram(double from, double binWidth, Triple<List<Double>> shares) {

  private static final int BINS = 60;

  /** Share of the values that the picture may leave out at each end. */
  private static final double TAIL = 0.01;

  static SharesHistogram of(Triple<double[]> samples, boolean counts) {
    Triple<double[]> sorted = samples.map(sample -> Arrays.stream(sample).sorted().toArray());
    double low =
        Math.min(
            quantile(sorted.synthetic(), TAIL),
            Math.min(quantile(sorted.statistics(), TAIL), quantile(sorted.heldOut(), TAIL)));
    double high =
        Math.max(quantile(sorted.statistics(), 1 - TAIL), quantile(sorted.heldOut(), 1 - TAIL));
    double width = counts ? Math.max(1, Math.ceil((high - low) / BINS)) : niceWidth(high - low);
    double from = counts ? Math.floor(low) - 0.5 : Math.floor(low / width) * width;
    int bins = 1 + (int) Math.floor((high - from) / width);
    return new SharesHistogram(
        from, width, sorted.map(sample -> shares(sample, from, width, bins)));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /**
   * The least of 1, 2, 5, 10, ... times a power of ten that needs no more bins than are allowed.
   */
  private static double niceWidth(double range) {
    double wanted = Math.max(range, 1e-6) / BINS;
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(step -> step * power)
        .filter(width -> width >= wanted)
        .findFirst()
        .orElse(10 * power);
  }

  private static List<Double> shares(double[] sample, double from, double width, int bins) {
    int[] counts = new int[bins];
    for (double value : sample) {
      int bin = (int) Math.floor((value - from) / width);
      if (bin >= 0 && bin < bins) {
        counts[bin]++;
      }
    }
    return Arrays.stream(counts).mapToObj(count -> (double) count / sample.length).toList();
  }
}
