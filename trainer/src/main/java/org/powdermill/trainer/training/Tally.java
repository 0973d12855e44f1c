package org.powdermill.trainer.training;

import org.powdermill.trainer.network.StepResult;

/**
 * What some steps gave together.
 *
 * @param lossSum of all rows
 * @param rows number of diffractograms
 * @param top1 of them, those whose class came first
 * @param top5 those whose class was among the first five
 */
record Tally(double lossSum, long rows, long top1, long top5) {

  static final Tally NONE = new Tally(0, 0, 0, 0);

  Tally plus(StepResult step, int batch) {
    return new Tally(
        lossSum + step.loss() * batch, rows + batch, top1 + step.top1(), top5 + step.top5());
  }

  double loss() {
    return rows == 0 ? 0 : lossSum / rows;
  }

  double top1Share() {
    return rows == 0 ? 0 : (double) top1 / rows;
  }

  double top5Share() {
    return rows == 0 ? 0 : (double) top5 / rows;
  }
}
