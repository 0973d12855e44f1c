package org.powdermill.trainer.network.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Deeplearning4j's configuration of a {@link ConvolutionLayer}: a convolution along one dimension
 * with TensorFlow's 'same' padding, and a rectifier behind it if wanted.
 */
public final class ConvolutionConfiguration extends OwnLayerConfiguration {

  private static final long serialVersionUID = 1L;

  static final String KERNEL = "kernel";
  static final String BIAS = "bias";

  private int kernel = 1;
  private int stride = 1;
  private boolean bias;
  private boolean rectified;

  /** For Deeplearning4j, which sets the properties. */
  public ConvolutionConfiguration() {}

  ConvolutionConfiguration(
      org.powdermill.trainer.network.Layer.Convolution layer,
      int inputChannels,
      boolean rectified) {
    setNIn(inputChannels);
    setNOut(layer.channels());
    this.kernel = layer.kernel();
    this.stride = layer.stride();
    this.bias = layer.bias();
    this.rectified = rectified;
  }

  /** Points that the kernel covers. */
  public int getKernel() {
    return kernel;
  }

  /** Sets the points that the kernel covers. */
  public void setKernel(int kernel) {
    this.kernel = kernel;
  }

  /** Points between two outputs. */
  public int getStride() {
    return stride;
  }

  /** Sets the points between two outputs. */
  public void setStride(int stride) {
    this.stride = stride;
  }

  /** Whether a number is added to each channel. */
  public boolean isBias() {
    return bias;
  }

  /** Sets whether a number is added to each channel. */
  public void setBias(boolean bias) {
    this.bias = bias;
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
    shapes.put(KERNEL, new long[] {getNOut(), getNIn(), 1, kernel});
    if (bias) {
      shapes.put(BIAS, new long[] {getNOut()});
    }
    return new ParameterViews(shapes);
  }

  @Override
  Layer layer(NeuralNetConfiguration configuration, DataType type) {
    return new ConvolutionLayer(configuration, type);
  }

  @Override
  public ConvolutionConfiguration clone() {
    return (ConvolutionConfiguration) super.clone();
  }
}
