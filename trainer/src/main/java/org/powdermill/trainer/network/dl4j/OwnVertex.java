package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex without parameters. */
abstract class OwnVertex extends BaseGraphVertex implements UsesLoop {

  private static final long serialVersionUID = 1L;

  private transient ParallelLoop loop = ParallelLoop.COMMON;

  /** Where a vertex stands. */
  record Place(ComputationGraph graph, String name, int index, DataType type) {}

  OwnVertex(Place place) {
    super(place.graph(), place.name(), place.index(), null, null, place.type());
  }

  abstract INDArray forward(boolean training, LayerWorkspaceMgr workspaces);

  /** Gradients of the inputs, from that of the output. */
  abstract INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces);

  @Override
  public void use(ParallelLoop loop) {
    this.loop = loop;
  }

  ParallelLoop loop() {
    return loop;
  }

  INDArray input() {
    return HostArray.rowMajor(inputs[0]);
  }

  INDArray activation(LayerWorkspaceMgr workspaces, long... shape) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
  }

  INDArray gradient(LayerWorkspaceMgr workspaces, long... shape) {
    return workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, shape, 'c');
  }

  /** A gradient that is passed on: moved where the vertex before looks for it. */
  INDArray passedOn(INDArray gradient, LayerWorkspaceMgr workspaces) {
    return workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradient);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    if (!canDoForward()) {
      throw new IllegalStateException("no input at " + getVertexName());
    }
    return forward(training, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    if (!canDoBackward()) {
      throw new IllegalStateException("no gradient at " + getVertexName());
    }
    return new Pair<>(null, backward(HostArray.rowMajor(epsilon), workspaces));
  }

  @Override
  @SuppressWarnings("overrides") // the interface has three points, the class above us has not
  public void setInputs(INDArray... inputs) {
    super.setInputs(inputs);
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    if (gradients != null) {
      throw new IllegalArgumentException(getVertexName() + " has no parameters");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return null;
  }

  @Override
  public String toString() {
    return "%s(%s)".formatted(getClass().getSimpleName(), getVertexName());
  }
}
