package org.powdermill.trainer.network.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.powdermill.trainer.network.Layer;

/** Mean of each whole window. */
final class AveragePoolingVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private final Layer.AveragePooling layer;

  AveragePoolingVertex(Place place, Layer.AveragePooling layer) {
    super(place);
    this.layer = layer;
  }

  private int outputs(int points) {
    return (points - layer.width()) / layer.stride() + 1;
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
              float[] means = Scratch.array(1, outputs);
              source.read(channel * points, values, points);
              for (int window = 0; window < outputs; window++) {
                means[window] = mean(values, window * layer.stride());
              }
              target.write(channel * outputs, means, outputs);
            });
    return y;
  }

  private float mean(float[] values, int start) {
    float sum = 0;
    for (int i = start; i < start + layer.width(); i++) {
      sum += values[i];
    }
    return sum / layer.width();
  }

  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    INDArray x = input();
    int points = (int) x.size(2);
    int outputs = outputs(points);
    INDArray ofInput = gradient(workspaces, x.shape());
    HostArray gradients = HostArray.of(gradient);
    HostArray target = HostArray.of(ofInput);
    loop()
        .run(
            (int) (x.size(0) * x.size(1)),
            channel -> {
              float[] ofOutputs = Scratch.array(0, outputs);
              float[] ofValues = Scratch.array(1, points);
              gradients.read(channel * outputs, ofOutputs, outputs);
              Arrays.fill(ofValues, 0, points, 0);
              for (int window = 0; window < outputs; window++) {
                float share = ofOutputs[window] / layer.width();
                int start = window * layer.stride();
                for (int i = start; i < start + layer.width(); i++) {
                  ofValues[i] += share;
                }
              }
              target.write(channel * points, ofValues, points);
            });
    return new INDArray[] {ofInput};
  }
}
