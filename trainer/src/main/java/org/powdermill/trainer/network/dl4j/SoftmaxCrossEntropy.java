package org.powdermill.trainer.network.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Cross-entropy of label distributions (rows that sum to 1) with the softmax of logits, both
 * [batch, classes]. ND4J's own cuts probabilities at 1e-10; this one takes the logarithm of the
 * sum.
 */
public final class SoftmaxCrossEntropy implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private transient float[] lastLogits = {};

  /** For Deeplearning4j. */
  public SoftmaxCrossEntropy() {}

  /** Those of the last score, [batch][classes]. */
  float[] lastLogits() {
    return lastLogits;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray logits, IActivation softmax, INDArray mask, boolean average) {
    double total = computeScoreArray(labels, logits, softmax, mask).sumNumber().doubleValue();
    return average ? total / labels.size(0) : total;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation softmax, INDArray mask) {
    float[] label = HostArray.of(HostArray.rowMajor(labels)).readAll();
    float[] logit = HostArray.of(HostArray.rowMajor(logits)).readAll();
    int rows = (int) labels.size(0);
    int classes = logit.length / rows;
    double[] losses = new double[rows];
    for (int row = 0; row < rows; row++) {
      int start = row * classes;
      double logarithm = logarithmOfSum(logit, start, classes);
      for (int i = start; i < start + classes; i++) {
        losses[row] += label[i] * (logarithm - logit[i]);
      }
    }
    lastLogits = logit;
    return Nd4j.createFromArray(losses).reshape(rows, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation softmax, INDArray mask) {
    float[] label = HostArray.of(HostArray.rowMajor(labels)).readAll();
    float[] logit = HostArray.of(HostArray.rowMajor(logits)).readAll();
    int rows = (int) labels.size(0);
    int classes = logit.length / rows;
    for (int start = 0; start < logit.length; start += classes) {
      double logarithm = logarithmOfSum(logit, start, classes);
      for (int i = start; i < start + classes; i++) {
        logit[i] = (float) (Math.exp(logit[i] - logarithm) - label[i]);
      }
    }
    return Nd4j.createFromArray(logit).reshape('c', rows, classes);
  }

  private static double logarithmOfSum(float[] logit, int start, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + classes; i++) {
      largest = Math.max(largest, logit[i]);
    }
    double sum = 0;
    for (int i = start; i < start + classes; i++) {
      sum += Math.exp(logit[i] - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray logits, IActivation softmax, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, logits, softmax, mask, average),
        computeGradient(labels, logits, softmax, mask));
  }

  @Override
  public String name() {
    return "softmax and cross-entropy";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftmaxCrossEntropy;
  }

  @Override
  public int hashCode() {
    return SoftmaxCrossEntropy.class.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
