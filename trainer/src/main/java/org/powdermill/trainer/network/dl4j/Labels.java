package org.powdermill.trainer.network.dl4j;

import java.util.Arrays;
import org.powdermill.trainer.network.ClassRank;
import org.powdermill.trainer.network.StepResult;

/** True classes of a batch. */
final class Labels {

  private final int[] labels;
  private final int classes;

  /**
   * With a number of classes.
   *
   * @throws IllegalArgumentException if a label is none of them
   */
  Labels(int[] labels, int classes) {
    this.labels = labels.clone();
    this.classes = classes;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "label %d of row %d: there are %d classes".formatted(labels[row], row, classes));
      }
    }
  }

  /** Probabilities that the loss wants, [rows][classes]. */
  float[] distributions(double smoothing) {
    float[] wanted = new float[Math.multiplyExact(labels.length, classes)];
    Arrays.fill(wanted, (float) (smoothing / classes));
    for (int row = 0; row < labels.length; row++) {
      wanted[row * classes + labels[row]] = (float) (1 - smoothing + smoothing / classes);
    }
    return wanted;
  }

  /** Hits among logits, [rows][classes]; their order is that of the probabilities. */
  StepResult result(double loss, float[] logits) {
    int top1 = 0;
    int top5 = 0;
    for (int row = 0; row < labels.length; row++) {
      int rank = ClassRank.of(logits, row * classes, classes, labels[row]);
      top1 += rank < 1 && rank < classes ? 1 : 0;
      top5 += rank < 5 && rank < classes ? 1 : 0;
    }
    return new StepResult(loss, top1, top5);
  }
}
