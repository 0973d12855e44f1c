package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.NetworkJson;

/** Deeplearning4j's configuration of a layer of ours that learns nothing. */
public final class LayerVertexConfiguration extends OwnVertexConfiguration {

  private static final long serialVersionUID = 1L;

  private long seed;
  private boolean rectified;

  /** For Deeplearning4j, which sets the properties. */
  public LayerVertexConfiguration() {
    super("");
  }

  LayerVertexConfiguration(Layer layer, boolean rectified, long seed) {
    super(NetworkJson.write(layer));
    this.rectified = rectified;
    this.seed = seed;
  }

  /** What random numbers depend on. */
  public long getSeed() {
    return seed;
  }

  /** Sets what random numbers depend on. */
  public void setSeed(long seed) {
    this.seed = seed;
  }

  /** Whether a rectifier stands behind. */
  public boolean isRectified() {
    return rectified;
  }

  /** Sets whether a rectifier stands behind. */
  public void setRectified(boolean rectified) {
    this.rectified = rectified;
  }

  @Override
  OwnVertex vertex(OwnVertex.Place place) {
    Layer layer = NetworkJson.readLayer(getDescription());
    if (layer instanceof Layer.Sum) {
      return new SumVertex(place, rectified);
    } else if (layer instanceof Layer.MaxPooling pooling) {
      return new MaxPoolingVertex(place, pooling);
    } else if (layer instanceof Layer.AveragePooling pooling) {
      return new AveragePoolingVertex(place, pooling);
    } else if (layer instanceof Layer.Dropout dropout) {
      return new DropoutVertex(place, dropout, seed);
    } else if (layer instanceof Layer.Rectifier) {
      return new RectifierVertex(place);
    } else if (layer instanceof Layer.Flatten) {
      return new FlattenVertex(place);
    }
    throw new IllegalStateException("no vertex for " + layer);
  }

  @Override
  public GraphVertex clone() {
    LayerVertexConfiguration copy = new LayerVertexConfiguration();
    copy.setDescription(getDescription());
    copy.seed = seed;
    copy.rectified = rectified;
    return copy;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerVertexConfiguration that
        && super.equals(other)
        && that.seed == seed
        && that.rectified == rectified;
  }

  @Override
  public int hashCode() {
    return super.hashCode() + Long.hashCode(seed);
  }
}
