package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A rectifier that could not be merged into the layer before it. */
final class RectifierVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private transient INDArray output;

  RectifierVertex(Place place) {
    super(place);
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray y = activation(workspaces, inputs[0].shape());
    y.assign(input());
    Rectification.forward(y, loop());
    output = training ? y : null;
    return y;
  }

  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    Rectification.backward(output, gradient, loop());
    output = null;
    return new INDArray[] {passedOn(gradient, workspaces)};
  }
}
