package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkJson;

/**
 * Deeplearning4j's configuration of the first vertex: from raw diffractograms to what the first
 * layer takes. Its text describes the whole network, so that a file of Deeplearning4j's says what
 * it holds without a class being loaded.
 */
public final class InputVertexConfiguration extends OwnVertexConfiguration {

  private static final long serialVersionUID = 1L;

  /** For Deeplearning4j, which sets the description. */
  public InputVertexConfiguration() {
    super("");
  }

  InputVertexConfiguration(Network network) {
    super(NetworkJson.write(network));
  }

  @Override
  OwnVertex vertex(OwnVertex.Place place) {
    return new InputVertex(place, NetworkJson.read(getDescription()).preprocessing());
  }

  @Override
  public GraphVertex clone() {
    InputVertexConfiguration copy = new InputVertexConfiguration();
    copy.setDescription(getDescription());
    return copy;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }
}
