package org.powdermill.trainer.evaluation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.powdermill.hdf5.PredictionRows;

/**
 * Accuracies of measured patterns with intervals over minerals: several patterns of one mineral are
 * right or wrong together, and tell less than as many of different minerals. The interval is the
 * percentile bootstrap of B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993),
 * section 13.3, with minerals drawn instead of patterns.
 *
 * @param minerals number of named minerals
 * @param n patterns of these, of the classes
 * @param resamples bootstrap samples
 * @param seed of the bootstrap
 * @param top1 share of right ones among them
 * @param top5 share with the true group among five
 * @param mergedPairs with enantiomorphic pairs as one
 * @param extinctionSymbol share with the right extinction symbol
 * @param crystalSystem share with the right crystal system
 * @param withoutMineral top 1 of patterns that name no mineral; null if all do
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MineralMetrics(
    int minerals,
    int n,
    int resamples,
    long seed,
    Bootstrapped top1,
    Bootstrapped top5,
    Bootstrapped mergedPairs,
    Bootstrapped extinctionSymbol,
    Bootstrapped crystalSystem,
    Proportion withoutMineral) {

  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  /** A share with its 95 % interval. */
  public record Bootstrapped(double share, double low, double high) {}

  /** Counts of a mineral: patterns, then how many of them are right by each measure. */
  private static final int MEASURES = 5;

  /**
   * Of the rows of a measured set.
   *
   * @return null where no pattern of a class names a mineral
   */
  static MineralMetrics of(PredictionRows rows, RightOrWrong right, long seed) {
    Map<String, int[]> byMineral = new TreeMap<>();
    int unnamed = 0;
    int unnamedRight = 0;
    for (int row : right.rows()) {
      String id = rows.sourceId(row).orElse("");
      String mineral = id.substring(0, Math.max(0, id.indexOf('#')));
      if (mineral.isEmpty()) {
        unnamed++;
        unnamedRight += right.at(row, Agreement.SPACE_GROUP) ? 1 : 0;
      } else {
        count(byMineral.computeIfAbsent(mineral, key -> new int[1 + MEASURES]), row, right);
      }
    }
    if (byMineral.isEmpty()) {
      return null;
    }
    List<int[]> minerals = new ArrayList<>(byMineral.values());
    int n = minerals.stream().mapToInt(counts -> counts[0]).sum();
    List<Bootstrapped> found = bootstrap(minerals, seed);
    return new MineralMetrics(
        minerals.size(),
        n,
        RESAMPLES,
        seed,
        found.get(0),
        found.get(1),
        found.get(2),
        found.get(3),
        found.get(4),
        unnamed == 0 ? null : Proportion.of(unnamedRight, unnamed));
  }

  private static void count(int[] counts, int row, RightOrWrong right) {
    counts[0]++;
    counts[1] += right.at(row, Agreement.SPACE_GROUP) ? 1 : 0;
    counts[2] += right.isAmong(row, 5) ? 1 : 0;
    counts[3] += right.at(row, Agreement.MERGED_PAIRS) ? 1 : 0;
    counts[4] += right.at(row, Agreement.EXTINCTION_SYMBOL) ? 1 : 0;
    counts[5] += right.at(row, Agreement.CRYSTAL_SYSTEM) ? 1 : 0;
  }

  private static List<Bootstrapped> bootstrap(List<int[]> minerals, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] shares = new double[MEASURES][RESAMPLES];
    long[] all = sums(minerals);
    for (int resample = 0; resample < RESAMPLES; resample++) {
      List<int[]> drawn = new ArrayList<>(minerals.size());
      for (int i = 0; i < minerals.size(); i++) {
        drawn.add(minerals.get(random.nextInt(minerals.size())));
      }
      long[] sums = sums(drawn);
      for (int measure = 0; measure < MEASURES; measure++) {
        shares[measure][resample] = (double) sums[1 + measure] / sums[0];
      }
    }
    List<Bootstrapped> found = new ArrayList<>();
    for (int measure = 0; measure < MEASURES; measure++) {
      double[] sorted = shares[measure];
      Arrays.sort(sorted);
      found.add(
          new Bootstrapped(
              (double) all[1 + measure] / all[0],
              sorted[(int) Math.floor(TAIL * RESAMPLES)],
              sorted[(int) Math.ceil((1 - TAIL) * RESAMPLES) - 1]));
    }
    return found;
  }

  private static long[] sums(List<int[]> minerals) {
    long[] sums = new long[1 + MEASURES];
    for (int[] counts : minerals) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += counts[i];
      }
    }
    return sums;
  }
}
