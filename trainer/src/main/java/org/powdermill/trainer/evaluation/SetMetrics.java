package org.powdermill.trainer.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The figures of one set, as {@code metrics.json} has them. Shares are of the rows whose space
 * group is a class of the model. docs/evaluation.md says how each is computed.
 *
 * @param n rows of the set whose space group is a class of the model
 * @param nOutside rows whose space group is no class: they count nowhere else
 * @param classes of the model
 * @param majority share of the most frequent class
 * @param top1 share of rows whose space group is the most probable class
 * @param top1Low lower end of its Wilson interval
 * @param top1High upper end
 * @param top5 share of rows whose space group is among the five most probable classes
 * @param mergedPairs top 1 with each enantiomorphic pair as one
 * @param extinctionSymbol share of rows whose extinction symbol is that of the first class
 * @param laue the same of the Laue class
 * @param crystalSystem the same of the crystal system
 * @param loss mean of minus the logarithm of the probability of the row's own class
 * @param rows all rows: n and nOutside
 * @param kind where the crystals come from
 * @param topK shares for k = 1 to 10
 * @param intervals Wilson intervals [low, high] by the name of the share
 * @param ceiling largest top 1 of whoever cannot tell the groups of an enantiomorphic pair apart
 * @param expectedCalibrationError mean distance of probability and share of right answers
 * @param calibration its bins
 * @param baselines what costs nothing
 * @param coarseMatches with and without crystals that resemble one in the statistics; null where
 *     that is not known
 * @param minerals intervals over minerals; null unless the set is measured
 * @param perSpaceGroup by the true space group, ascending
 * @param perCrystalSystem by the true crystal system
 * @param byVolume by the volume of the cell, cubic angstrom; rows without one are left out
 * @param byAtoms by the atoms in the asymmetric unit; rows without a number are left out
 * @param confusion [true space group, predicted one, rows] wherever there are rows
 * @param notes what a reader should know
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SetMetrics(
    int n,
    int nOutside,
    int classes,
    double majority,
    double top1,
    double top1Low,
    double top1High,
    double top5,
    double mergedPairs,
    double extinctionSymbol,
    double laue,
    double crystalSystem,
    double loss,
    int rows,
    String kind,
    List<Double> topK,
    SortedMap<String, List<Double>> intervals,
    double ceiling,
    double expectedCalibrationError,
    List<CalibrationBin> calibration,
    Baselines baselines,
    CoarseMatches coarseMatches,
    MineralMetrics minerals,
    List<GroupAccuracy> perSpaceGroup,
    Map<String, Proportion> perCrystalSystem,
    List<Bin> byVolume,
    List<Bin> byAtoms,
    List<List<Integer>> confusion,
    List<String> notes) {

  /**
   * Rows whose most probable class has a probability in a range.
   *
   * @param from lower end, which is not in the range
   * @param to upper end, which is in it
   * @param n rows
   * @param probability mean probability
   * @param accuracy share of right ones
   */
  public record CalibrationBin(
      double from, double to, int n, double probability, double accuracy) {}

  /**
   * What costs nothing.
   *
   * @param mostFrequentClass always saying the most frequent class of the set
   * @param spaceGroup that class
   * @param nearestNeighbour saying what the most similar labelled pattern is; null without any
   * @param neighbours number of labelled patterns
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Baselines(
      Proportion mostFrequentClass, int spaceGroup, Proportion nearestNeighbour, int neighbours) {}

  /**
   * Top 1 of crystals with and without a coarse match in the statistics; null where there are none.
   */
  public record CoarseMatches(
      @JsonProperty("with") Proportion matched, @JsonProperty("without") Proportion unmatched) {}

  /**
   * The rows of one space group.
   *
   * @param spaceGroup the true one
   * @param symbol its Hermann-Mauguin symbol
   * @param n rows
   * @param top1 share with that group as the most probable class, with its interval
   * @param top5 share with that group among five
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record GroupAccuracy(int spaceGroup, String symbol, int n, Proportion top1, double top5) {}

  /**
   * Rows of a range.
   *
   * @param from lower end, in the range
   * @param to upper end, which is not; null where there is none
   * @param top1 share of right ones, with its interval
   */
  public record Bin(double from, Double to, Proportion top1) {}
}
