package org.powdermill.trainer.training;

import java.util.List;

/**
 * What a checkpoint keeps beside the weights and the optimizer's state.
 *
 * @param position how far the data are used up
 * @param diffractograms learned from
 * @param sinceStepEvent since the last event of a step
 * @param sinceEpoch since the epoch began
 * @param classCounts diffractograms of each class that were learned from
 * @param metricsBytes length of the file of metrics
 * @param evaluatedStep the last step after which the sets were evaluated
 * @param best the best of the validations with the weights as they are
 * @param bestAverage the best of those with averaged weights
 */
record TrainingState(
    DataPosition position,
    long diffractograms,
    Tally sinceStepEvent,
    Tally sinceEpoch,
    List<Long> classCounts,
    long metricsBytes,
    long evaluatedStep,
    Best best,
    Best bestAverage) {

  /**
   * A validation.
   *
   * @param step when it was; -1 for never
   * @param loss what came out
   */
  record Best(long step, double loss) {

    static final Best NONE = new Best(-1, Double.MAX_VALUE);
  }
}
