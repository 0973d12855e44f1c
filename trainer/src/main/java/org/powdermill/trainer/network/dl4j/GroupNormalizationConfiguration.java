package org.powdermill.trainer.network.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Deeplearning4j's configuration of a {@link GroupNormalizationLayer}, with a rectifier behind it
 * if wanted.
 */
public final class GroupNormalizationConfiguration extends OwnLayerConfiguration {

  private static final long serialVersionUID = 1L;

  static final String SCALE = "scale";
  static final String SHIFT = "shift";

  private int groups = 1;
  private double epsilon = 1e-3;
  private boolean rectified;

  /** For Deeplearning4j, which sets the properties. */
  public GroupNormalizationConfiguration() {}

  GroupNormalizationConfiguration(
      org.powdermill.trainer.network.Layer.GroupNormalization layer,
      int channels,
      boolean rectified) {
    setNIn(channels);
    setNOut(channels);
    this.groups = layer.groups();
    this.epsilon = layer.epsilon();
    this.rectified = rectified;
  }

  /** Number of groups. */
  public int getGroups() {
    return groups;
  }

  /** Sets the number of groups. */
  public void setGroups(int groups) {
    this.groups = groups;
  }

  /** What is added to the variance. */
  public double getEpsilon() {
    return epsilon;
  }

  /** Sets what is added to the variance. */
  public void setEpsilon(double epsilon) {
    this.epsilon = epsilon;
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
  public ParamInitializer initializer() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(SCALE, new long[] {getNOut()});
    shapes.put(SHIFT, new long[] {getNOut()});
    return new ParameterViews(shapes);
  }

  @Override
  Layer layer(NeuralNetConfiguration configuration, DataType type) {
    return new GroupNormalizationLayer(configuration, type);
  }

  @Override
  public GroupNormalizationConfiguration clone() {
    return (GroupNormalizationConfiguration) super.clone();
  }
}
