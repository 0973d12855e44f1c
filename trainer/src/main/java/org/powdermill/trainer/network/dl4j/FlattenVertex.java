package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From [batch, channels, length] to [batch, channels * length]: the same numbers. */
final class FlattenVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private transient long[] shape;

  FlattenVertex(Place place) {
    super(place);
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray x = input();
    shape = x.shape();
    INDArray flat = x.reshape('c', x.size(0), x.length() / x.size(0));
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, flat);
  }

  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    return new INDArray[] {passedOn(gradient.reshape('c', shape), workspaces)};
  }
}
