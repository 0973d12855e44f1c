package org.powdermill.statistics.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.RefusedEntry;
import org.powdermill.statistics.split.Split;
import org.powdermill.statistics.split.SplitProof;

/**
 * The counts of a run, as {@code summary.json} holds them (docs/formats.md).
 *
 * @param accepted crystals within the limits, on both sides
 * @param refused entries that gave no crystal
 * @param leftOut crystals beyond the limits
 * @param disordered accepted crystals with a site that is mixed or not filled
 * @param ambiguous accepted crystals whose type is another one at 0.1 angstrom
 * @param labelDiffers accepted crystals whose source names another group than was found
 * @param statistics crystals that the statistics were gathered from
 * @param test crystals on the test side, those beyond the limits among them
 * @param testLeftOut crystals beyond the limits on the test side
 * @param coarseMatches test crystals with a coarse match among the statistics
 * @param coarseMatchShare their share of the test crystals
 * @param classes number of classes
 * @param minimumCrystals crystals that a group needs to be a class
 * @param majority share of the most frequent class in the class frequencies
 * @param split method, share and seed
 * @param proof types and units by side
 * @param refusedByReason refusals
 * @param groups counts by space group
 * @param excludedGroups groups with crystals among the statistics but too few
 * @param densityBandwidths of density factor and atomic volume
 * @param medianVolume of the accepted conventional cells, cubic angstrom
 * @param medianAsymmetricUnitAtoms of the accepted crystals
 * @param digest of the statistics
 */
public record StatisticsSummary(
    int accepted,
    int refused,
    int leftOut,
    int disordered,
    int ambiguous,
    int labelDiffers,
    int statistics,
    int test,
    int testLeftOut,
    int coarseMatches,
    double coarseMatchShare,
    int classes,
    int minimumCrystals,
    double majority,
    Map<String, Object> split,
    SplitProof proof,
    Map<String, Integer> refusedByReason,
    Map<Integer, GroupCount> groups,
    Set<Integer> excludedGroups,
    List<Double> densityBandwidths,
    double medianVolume,
    double medianAsymmetricUnitAtoms,
    String digest) {

  /**
   * Counts of a space group.
   *
   * @param accepted crystals within the limits
   * @param statistics of these, on the statistics side
   * @param test of these, on the test side
   * @param isClass whether it is a class
   */
  public record GroupCount(int accepted, int statistics, int test, boolean isClass) {}

  /** Counts a result. */
  public static StatisticsSummary of(StatisticsResult result) {
    List<CrystalEntry> accepted = result.accepted();
    Split split = result.split();
    CrystalStatistics statistics = result.file().statistics();
    int test = split.testSide().size();
    return new StatisticsSummary(
        accepted.size(),
        result.entries().refused().size(),
        result.leftOut().size(),
        count(accepted, CrystalEntry::disordered),
        count(accepted, CrystalEntry::ambiguous),
        count(accepted, entry -> entry.sourceLabel() != entry.spaceGroup()),
        split.gathered().size(),
        test,
        count(split.testSide(), entry -> entry.leftOutReason().isPresent()),
        result.coarseMatches().size(),
        test == 0 ? 0 : (double) result.coarseMatches().size() / test,
        statistics.groups().size(),
        statistics.minimumCrystals(),
        majority(statistics),
        Map.copyOf(splitSettings(split)),
        split.proof(),
        byReason(result.entries().refused()),
        groups(result),
        result.file().origin().excludedGroups().keySet(),
        statistics.densityBandwidths(),
        median(accepted.stream().mapToDouble(CrystalEntry::volume).sorted().toArray()),
        median(accepted.stream().mapToDouble(entry -> entry.sites().size()).sorted().toArray()),
        statistics.digest());
  }

  private static Map<String, Object> splitSettings(Split split) {
    return new TreeMap<>(
        Map.of(
            "method", split.method().toString(),
            "test_fraction", split.testFraction(),
            "seed", split.seed()));
  }

  private static int count(Collection<CrystalEntry> entries, Predicate<CrystalEntry> condition) {
    return (int) entries.stream().filter(condition).count();
  }

  private static double majority(CrystalStatistics statistics) {
    double[] frequencies =
        statistics.groups().values().stream()
            .mapToDouble(GroupStatistics::classFrequency)
            .toArray();
    double sum = 0;
    double most = 0;
    for (double frequency : frequencies) {
      sum += frequency;
      most = Math.max(most, frequency);
    }
    return sum == 0 ? 0 : most / sum;
  }

  private static Map<String, Integer> byReason(List<RefusedEntry> refused) {
    Map<String, Integer> counts = new TreeMap<>();
    refused.forEach(entry -> counts.merge(entry.reason(), 1, Integer::sum));
    return counts;
  }

  private static Map<Integer, GroupCount> groups(StatisticsResult result) {
    Map<Integer, int[]> counts = new TreeMap<>();
    Set<Integer> classes = result.file().statistics().groups().keySet();
    countInto(counts, result.split().gathered(), 0);
    countInto(
        counts,
        result.split().testSide().stream().filter(e -> e.leftOutReason().isEmpty()).toList(),
        1);
    Map<Integer, GroupCount> groups = new LinkedHashMap<>();
    counts.forEach(
        (number, count) ->
            groups.put(
                number,
                new GroupCount(count[0] + count[1], count[0], count[1], classes.contains(number))));
    return groups;
  }

  private static void countInto(Map<Integer, int[]> counts, List<CrystalEntry> entries, int side) {
    entries.forEach(entry -> counts.computeIfAbsent(entry.spaceGroup(), key -> new int[2])[side]++);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
