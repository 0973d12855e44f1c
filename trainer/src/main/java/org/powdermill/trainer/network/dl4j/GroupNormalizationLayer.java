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

/**
 * Group normalization of [batch, channels, length]: y = scale * (x - mean) / sqrt(variance +
 * epsilon) + shift, mean and variance over the channels of a group in one row.
 *
 * <p>A group of a row is one stretch of memory, small enough for the processor's cache: it is
 * copied into a Java array, worked on in loops that the compiler vectorises, and copied back. That
 * passes twice over memory where ND4J's operations, one after the other, pass ten times. A
 * rectifier behind comes for free. Sums run in eight lanes of float32 that are added in float64 for
 * each channel, in an order that does not depend on the threads.
 */
final class GroupNormalizationLayer extends BaseLayer<GroupNormalizationConfiguration>
    implements UsesLoop {

  private static final long serialVersionUID = 1L;

  private transient ParallelLoop loop = ParallelLoop.COMMON;

  /** Of each group of each row, from the forward pass. */
  private transient float[] means = {};

  private transient float[] inverseDeviations = {};

  GroupNormalizationLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public void use(ParallelLoop loop) {
    this.loop = loop;
  }

  /** How an array is parted: rows of groups of channels of points. */
  private record Parts(int rows, int groups, int channels, int points) {
    int stretch() {
      return channels * points;
    }

    int stretches() {
      return rows * groups;
    }
  }

  private Parts parts(INDArray x) {
    int groups = layerConf().getGroups();
    return new Parts((int) x.size(0), groups, (int) x.size(1) / groups, (int) x.size(2));
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray x = HostArray.rowMajor(input);
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape(), 'c');
    Parts parts = parts(x);
    if (means.length != parts.stretches()) {
      means = new float[parts.stretches()];
      inverseDeviations = new float[parts.stretches()];
    }
    HostArray inputs = HostArray.of(x);
    HostArray outputs = HostArray.of(y);
    float[] scale = numbers(GroupNormalizationConfiguration.SCALE);
    float[] shift = numbers(GroupNormalizationConfiguration.SHIFT);
    loop.run(
        parts.stretches(),
        stretch -> {
          float[] values = Scratch.array(0, parts.stretch());
          inputs.read(stretch * parts.stretch(), values, parts.stretch());
          moments(values, stretch, parts);
          normalize(values, stretch, parts, scale, shift);
          outputs.write(stretch * parts.stretch(), values, parts.stretch());
        });
    return y;
  }

  private float[] numbers(String parameter) {
    return HostArray.of(getParam(parameter)).readAll();
  }

  /** Mean first, then the squares of the distances from it: one pass would lose digits. */
  private void moments(float[] values, int stretch, Parts parts) {
    int points = parts.points();
    double sum = 0;
    for (int channel = 0; channel < parts.channels(); channel++) {
      sum += Lanes.sum(values, channel * points, points);
    }
    float mean = (float) (sum / parts.stretch());
    double squares = 0;
    for (int channel = 0; channel < parts.channels(); channel++) {
      squares += Lanes.squares(values, mean, channel * points, points);
    }
    means[stretch] = mean;
    inverseDeviations[stretch] =
        (float) (1 / Math.sqrt(squares / parts.stretch() + layerConf().getEpsilon()));
  }

  private void normalize(float[] values, int stretch, Parts parts, float[] scale, float[] shift) {
    int firstChannel = stretch % parts.groups() * parts.channels();
    float floor = layerConf().isRectified() ? 0 : Float.NEGATIVE_INFINITY;
    for (int channel = 0; channel < parts.channels(); channel++) {
      float factor = scale[firstChannel + channel] * inverseDeviations[stretch];
      float offset = shift[firstChannel + channel] - factor * means[stretch];
      int end = (channel + 1) * parts.points();
      for (int i = channel * parts.points(); i < end; i++) {
        values[i] = Math.max(values[i] * factor + offset, floor);
      }
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray x = HostArray.rowMajor(input);
    INDArray gradientOfInput =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    Parts parts = parts(x);
    HostArray inputs = HostArray.of(x);
    HostArray gradients = HostArray.of(HostArray.rowMajor(epsilon));
    HostArray target = HostArray.of(gradientOfInput);
    Backward backward = new Backward(parts);
    loop.run(
        parts.stretches(),
        stretch -> {
          float[] values = Scratch.array(0, parts.stretch());
          float[] gradient = Scratch.array(1, parts.stretch());
          inputs.read(stretch * parts.stretch(), values, parts.stretch());
          gradients.read(stretch * parts.stretch(), gradient, parts.stretch());
          backward.run(values, gradient, stretch);
          target.write(stretch * parts.stretch(), gradient, parts.stretch());
        });
    return new Pair<>(backward.ofParameters(), gradientOfInput);
  }

  /**
   * With z = (x - mean) / deviation and g the gradient of scale * z + shift, the gradient of x is
   * (h - mean(h) - z * mean(h z)) / deviation, h = scale * g, means over the group.
   */
  private final class Backward {
    private final Parts parts;
    private final float[] scale = numbers(GroupNormalizationConfiguration.SCALE);
    private final float[] shift = numbers(GroupNormalizationConfiguration.SHIFT);

    /** Sums of g z and of g over the points, for each row and channel. */
    private final float[] ofScale;

    private final float[] ofShift;

    Backward(Parts parts) {
      this.parts = parts;
      this.ofScale = new float[parts.stretches() * parts.channels()];
      this.ofShift = new float[parts.stretches() * parts.channels()];
    }

    /** Replaces x by z and the gradient of the output by that of the input. */
    void run(float[] x, float[] gradient, int stretch) {
      int points = parts.points();
      int firstChannel = stretch % parts.groups() * parts.channels();
      float mean = means[stretch];
      float inverse = inverseDeviations[stretch];
      double sum = 0;
      double product = 0;
      for (int channel = 0; channel < parts.channels(); channel++) {
        int start = channel * points;
        float gamma = scale[firstChannel + channel];
        if (layerConf().isRectified()) {
          float factor = gamma * inverse;
          float offset = shift[firstChannel + channel] - factor * mean;
          for (int i = start; i < start + points; i++) {
            gradient[i] = x[i] * factor + offset > 0 ? gradient[i] : 0;
          }
        }
        for (int i = start; i < start + points; i++) {
          x[i] = (x[i] - mean) * inverse;
        }
        double channelSum = Lanes.sum(gradient, start, points);
        double channelProduct = Lanes.product(gradient, x, start, points);
        ofShift[stretch * parts.channels() + channel] = (float) channelSum;
        ofScale[stretch * parts.channels() + channel] = (float) channelProduct;
        sum += gamma * channelSum;
        product += gamma * channelProduct;
      }
      float meanGradient = (float) (sum / parts.stretch());
      float meanProduct = (float) (product / parts.stretch());
      for (int channel = 0; channel < parts.channels(); channel++) {
        float gamma = scale[firstChannel + channel];
        int end = (channel + 1) * points;
        for (int i = channel * points; i < end; i++) {
          gradient[i] = inverse * (gamma * gradient[i] - meanGradient - x[i] * meanProduct);
        }
      }
    }

    Gradient ofParameters() {
      Gradient gradient = new DefaultGradient();
      add(gradient, GroupNormalizationConfiguration.SCALE, ofScale);
      add(gradient, GroupNormalizationConfiguration.SHIFT, ofShift);
      return gradient;
    }

    private void add(Gradient gradient, String name, float[] byRow) {
      int channels = parts.groups() * parts.channels();
      float[] total = new float[channels];
      for (int channel = 0; channel < channels; channel++) {
        double sum = 0;
        for (int row = 0; row < parts.rows(); row++) {
          sum += byRow[row * channels + channel];
        }
        total[channel] = (float) sum;
      }
      INDArray view = gradientViews.get(name);
      HostArray.of(view).write(0, total, channels);
      gradient.setGradientFor(name, view);
    }
  }

  @Override
  public Layer.Type type() {
    return Layer.Type.NORMALIZATION;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
