package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What our vertices have in common for Deeplearning4j: a text says what they do. */
abstract class OwnVertexConfiguration extends GraphVertex {

  private static final long serialVersionUID = 1L;

  private String description;

  OwnVertexConfiguration(String description) {
    this.description = description;
  }

  /** What it does, as JSON. */
  public String getDescription() {
    return description;
  }

  /** Sets what it does, as JSON. */
  public void setDescription(String description) {
    this.description = description;
  }

  abstract OwnVertex vertex(OwnVertex.Place place);

  @Override
  public OwnVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return vertex(new OwnVertex.Place(graph, name, index, type));
  }

  @Override
  public long numParams(boolean backpropagated) {
    return 0;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    throw new UnsupportedOperationException("shapes are given, not inferred");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    throw new UnsupportedOperationException("memory is measured, not estimated");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnVertexConfiguration that && that.description.equals(description);
  }

  @Override
  public int hashCode() {
    return description.hashCode();
  }
}
