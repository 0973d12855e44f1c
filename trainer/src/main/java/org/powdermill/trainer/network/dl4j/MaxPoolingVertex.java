package org.powdermill.trainer.network.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.powdermill.trainer.network.Layer;

/**
 * Largest number of each window, 'same' padding with what never wins. The gradient goes to the
 * first of equals.
 */
final class MaxPoolingVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private final Layer.MaxPooling layer;

  MaxPoolingVertex(Place place, Layer.MaxPooling layer) {
    super(place);
    this.layer = layer;
  }

  private int outputs(int points) {
    return (points + layer.stride() - 1) / layer.stride();
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray x = input();
    int points = (int) x.size(2);
    int outputs = outputs(points);
    INDArray y = activation(workspaces, x.size(0), x.size(1), outputs);
    HostArray source = HostArray.of(x);
    HostArray target = HostArray.of(y);
    loop()
        .run(
            (int) (x.size(0) * x.size(1)),
            channel -> {
              float[] values = Scratch.array(0, points);
              float[] largest = Scratch.array(1, outputs);
              source.read(channel * points, values, points);
              for (int window = 0; window < outputs; window++) {
                largest[window] = values[largest(values, points, window)];
              }
              target.write(channel * outputs, largest, outputs);
            });
    return y;
  }

  private int largest(float[] values, int points, int window) {
    int start = window * layer.stride() - layer.padding(points) / 2;
    int end = Math.min(start + layer.width(), points);
    int best = Math.max(start, 0);
    for (int i = best + 1; i < end; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    INDArray x = input();
    int points = (int) x.size(2);
    int outputs = outputs(points);
    INDArray ofInput = gradient(workspaces, x.shape());
    HostArray source = HostArray.of(x);
    HostArray gradients = HostArray.of(gradient);
    HostArray target = HostArray.of(ofInput);
    loop()
        .run(
            (int) (x.size(0) * x.size(1)),
            channel -> {
              float[] values = Scratch.array(0, points);
              float[] ofOutputs = Scratch.array(1, outputs);
              float[] ofValues = Scratch.array(2, points);
              source.read(channel * points, values, points);
              gradients.read(channel * outputs, ofOutputs, outputs);
              Arrays.fill(ofValues, 0, points, 0);
              for (int window = 0; window < outputs; window++) {
                ofValues[largest(values, points, window)] += ofOutputs[window];
              }
              target.write(channel * points, ofValues, points);
            });
    return new INDArray[] {ofInput};
  }
}
