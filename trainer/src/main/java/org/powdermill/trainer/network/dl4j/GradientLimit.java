package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shortens the gradient of a step, all parameters together, to a norm, before Adam sees it.
 * Deeplearning4j's own limits are by layer.
 */
final class GradientLimit extends BaseTrainingListener {

  private final double limit;
  private final ParallelLoop loop;

  GradientLimit(double limit, ParallelLoop loop) {
    this.limit = limit;
    this.loop = loop;
  }

  /** At this point Deeplearning4j has the sum over the batch; it divides by its size later. */
  @Override
  public void onGradientCalculation(Model model) {
    INDArray gradient = model.getGradientsViewArray();
    double norm = norm(gradient) / model.batchSize();
    if (norm > limit) {
      scale(gradient, (float) (limit / norm));
    }
  }

  /** Summed by pieces in their order: the same bits on any number of threads. */
  private double norm(INDArray array) {
    HostArray numbers = HostArray.of(array);
    double[] squares = new double[Rectification.pieces(array)];
    Rectification.pieces(
        array,
        loop,
        (start, count) -> {
          float[] x = Scratch.array(0, count);
          numbers.read(start, x, count);
          double sum = 0;
          for (int i = 0; i < count; i++) {
            sum += (double) x[i] * x[i];
          }
          squares[start / Rectification.PIECE] = sum;
        });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  private void scale(INDArray array, float factor) {
    HostArray numbers = HostArray.of(array);
    Rectification.pieces(
        array,
        loop,
        (start, count) -> {
          float[] x = Scratch.array(0, count);
          numbers.read(start, x, count);
          for (int i = 0; i < count; i++) {
            x[i] *= factor;
          }
          numbers.write(start, x, count);
        });
  }
}
