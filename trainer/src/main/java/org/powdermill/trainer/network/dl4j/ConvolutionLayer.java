package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2DDerivative;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution along one dimension, [batch, channels, length], by oneDNN's two-dimensional one with
 * height 1. Deeplearning4j's own layers compute the forward pass a second time in backpropagation,
 * and the two-dimensional one does without oneDNN: five times slower.
 */
final class ConvolutionLayer extends BaseLayer<ConvolutionConfiguration> implements UsesLoop {

  private static final long serialVersionUID = 1L;
  private static final long NCHW = 0;
  private static final long KERNEL_OUT_IN_HEIGHT_WIDTH = 1;

  private transient ParallelLoop loop = ParallelLoop.COMMON;
  private transient INDArray output;
  private transient OpContext context;

  ConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public void use(ParallelLoop loop) {
    this.loop = loop;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray x = HostArray.rowMajor(input);
    int stride = layerConf().getStride();
    long[] shape = {x.size(0), layerConf().getNOut(), (x.size(2) + stride - 1) / stride};
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    OpContext call = call();
    call.setInputArray(0, image(x));
    call.setInputArray(1, getParam(ConvolutionConfiguration.KERNEL));
    if (hasBias()) {
      call.setInputArray(2, getParam(ConvolutionConfiguration.BIAS));
    }
    call.setOutputArray(0, image(y));
    Nd4j.exec(new Conv2D(), call);
    if (layerConf().isRectified()) {
      Rectification.forward(y, loop);
      output = training ? y : null;
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray x = HostArray.rowMajor(input);
    INDArray gradientOfOutput = HostArray.rowMajor(epsilon);
    if (layerConf().isRectified()) {
      Rectification.backward(output, gradientOfOutput, loop);
      output = null;
    }
    INDArray gradientOfInput =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    Gradient gradient = new DefaultGradient();
    OpContext call = call();
    call.setInputArray(0, image(x));
    call.setInputArray(1, getParam(ConvolutionConfiguration.KERNEL));
    INDArray ofKernel = gradientViews.get(ConvolutionConfiguration.KERNEL);
    call.setOutputArray(0, image(gradientOfInput));
    call.setOutputArray(1, ofKernel);
    gradient.setGradientFor(ConvolutionConfiguration.KERNEL, ofKernel, 'c');
    if (hasBias()) {
      INDArray ofBias = gradientViews.get(ConvolutionConfiguration.BIAS);
      call.setInputArray(2, getParam(ConvolutionConfiguration.BIAS));
      call.setOutputArray(2, ofBias);
      gradient.setGradientFor(ConvolutionConfiguration.BIAS, ofBias);
    }
    call.setInputArray(hasBias() ? 3 : 2, image(gradientOfOutput));
    Nd4j.exec(new Conv2DDerivative(), call);
    return new Pair<>(gradient, gradientOfInput);
  }

  /** The array as images of height 1. */
  private static INDArray image(INDArray array) {
    return array.reshape('c', array.size(0), array.size(1), 1, array.size(2));
  }

  /**
   * A call with kernel, stride, padding and dilation of height and width. A kernel of 1 needs no
   * padding, and with a stride beyond it the library would count a negative one.
   */
  private OpContext call() {
    long kernel = layerConf().getKernel();
    long stride = layerConf().getStride();
    long same = kernel == 1 ? 0 : 1;
    if (context == null) {
      context = Nd4j.getExecutioner().buildContext();
    }
    context.purge();
    context.setIArguments(1, kernel, 1, stride, 0, 0, 1, 1, same, NCHW, KERNEL_OUT_IN_HEIGHT_WIDTH);
    return context;
  }

  @Override
  public boolean hasBias() {
    return layerConf().isBias();
  }

  @Override
  public Layer.Type type() {
    return Layer.Type.CONVOLUTIONAL;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
