package org.powdermill.testset;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a test set holds.
 *
 * @param n rows
 * @param nOutside rows whose space group is no class: label -1
 * @param classes number of classes
 * @param majority share of the most frequent class in the rows of classes
 * @param rejected structures or measurements that gave no row, all named in the list beside the set
 * @param leftOut structures that the set by its name and limits does not hold
 * @param coarseMatchShare share of the crystals with a coarse match in the statistics, if known
 * @param trainingTypes crystals of types that stand in the statistics, if known
 * @param symmetryCheckFailedShare share of resampled crystals that the generator would not keep
 * @param minerals named minerals among measured patterns
 * @param withoutMineral measured patterns without a name
 * @param statisticsDigest of the statistics that the classes come from
 */
public record TestSetSummary(
    int n,
    int nOutside,
    int classes,
    double majority,
    int rejected,
    int leftOut,
    OptionalDouble coarseMatchShare,
    OptionalInt trainingTypes,
    OptionalDouble symmetryCheckFailedShare,
    OptionalInt minerals,
    OptionalInt withoutMineral,
    String statisticsDigest) {

  static TestSetSummary of(TestSetFile.Written written, int classes, String statisticsDigest) {
    int ofClasses = written.rows() - written.outside();
    return new TestSetSummary(
        written.rows(),
        written.outside(),
        classes,
        ofClasses == 0 ? 0 : (double) written.mostFrequent() / ofClasses,
        written.rejects().size(),
        0,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        statisticsDigest);
  }

  TestSetSummary withCrystals(
      int crystalsLeftOut,
      OptionalDouble coarseMatches,
      OptionalInt knownTypes,
      OptionalDouble failed) {
    return new TestSetSummary(
        n,
        nOutside,
        classes,
        majority,
        rejected,
        crystalsLeftOut,
        coarseMatches,
        knownTypes,
        failed,
        minerals,
        withoutMineral,
        statisticsDigest);
  }

  TestSetSummary withMinerals(int named, int unnamed) {
    return new TestSetSummary(
        n,
        nOutside,
        classes,
        majority,
        rejected,
        leftOut,
        coarseMatchShare,
        trainingTypes,
        symmetryCheckFailedShare,
        OptionalInt.of(named),
        OptionalInt.of(unnamed),
        statisticsDigest);
  }
}
