package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sum of two inputs of the same shape, with a rectifier behind it if wanted. */
final class SumVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private final boolean rectified;
  private transient INDArray output;

  SumVertex(Place place, boolean rectified) {
    super(place);
    this.rectified = rectified;
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray sum = activation(workspaces, inputs[0].shape());
    HostArray left = HostArray.of(input());
    HostArray right = HostArray.of(HostArray.rowMajor(inputs[1]));
    HostArray target = HostArray.of(sum);
    float floor = rectified ? 0 : Float.NEGATIVE_INFINITY;
    Rectification.pieces(
        sum,
        loop(),
        (start, count) -> {
          float[] a = Scratch.array(0, count);
          float[] b = Scratch.array(1, count);
          left.read(start, a, count);
          right.read(start, b, count);
          for (int i = 0; i < count; i++) {
            a[i] = Math.max(a[i] + b[i], floor);
          }
          target.write(start, a, count);
        });
    output = training ? sum : null;
    return sum;
  }

  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    if (rectified) {
      Rectification.backward(output, gradient, loop());
    }
    output = null;
    INDArray copy = gradient(workspaces, gradient.shape());
    copy.assign(gradient);
    return new INDArray[] {passedOn(gradient, workspaces), copy};
  }
}
