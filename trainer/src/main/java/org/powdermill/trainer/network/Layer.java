package org.powdermill.trainer.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * A layer of a network: a name, where its input comes from, and what it does to it.
 *
 * <p>'Same' padding is TensorFlow's: ceil(length / stride) outputs; where the zeros that this needs
 * are odd in number, the one more stands behind. 'Valid' uses no padding.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "layer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Layer.Convolution.class, name = "convolution"),
  @JsonSubTypes.Type(value = Layer.GroupNormalization.class, name = "group_normalization"),
  @JsonSubTypes.Type(value = Layer.Rectifier.class, name = "rectifier"),
  @JsonSubTypes.Type(value = Layer.MaxPooling.class, name = "max_pooling"),
  @JsonSubTypes.Type(value = Layer.AveragePooling.class, name = "average_pooling"),
  @JsonSubTypes.Type(value = Layer.Sum.class, name = "sum"),
  @JsonSubTypes.Type(value = Layer.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Layer.Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = Layer.Dense.class, name = "dense")
})
public sealed interface Layer {

  /** Unique in its network. */
  String name();

  /** Names of the layers whose outputs it takes, {@link Network#INPUT} for the diffractogram. */
  List<String> inputs();

  /**
   * Shape of the output.
   *
   * @throws IllegalArgumentException if the layer cannot take these inputs
   */
  Shape output(List<Shape> inputs);

  /** What it learns, in the order in which it is stored. */
  default List<Parameter> parameters(List<Shape> inputs) {
    return List.of();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static int inWindow(int number, String what) {
    require(number >= 1 && number <= Network.MAX_WINDOW, "%s is %d".formatted(what, number));
    return number;
  }

  private static int length(int length, int stride) {
    return (length + stride - 1) / stride;
  }

  /**
   * Convolution with 'same' padding; in the sense of the field, which is a cross-correlation.
   *
   * @param channels channels of the output
   * @param kernel points that the kernel covers
   * @param stride points between two outputs; at most the kernel, or the kernel is 1
   * @param bias whether a number is added to each channel
   * @param initializer what the kernel starts from
   */
  record Convolution(
      String name,
      String input,
      int channels,
      int kernel,
      int stride,
      boolean bias,
      Initializer initializer)
      implements Layer {

    /** Checks kernel and stride. */
    public Convolution {
      inWindow(kernel, "kernel");
      inWindow(stride, "stride");
      require(
          kernel == 1 || stride <= kernel,
          "stride %d beyond the kernel %d".formatted(stride, kernel));
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return new Shape(channels, length(inputs.get(0).length(), stride));
    }

    /** Zeros that 'same' padding puts before and behind an input of a length. */
    public int padding(int length) {
      return Math.max(0, (length(length, stride) - 1) * stride + kernel - length);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      int before = inputs.get(0).channels();
      Parameter weights =
          new Parameter(
              name + ".kernel",
              List.of(channels, before, kernel),
              initializer,
              Math.multiplyExact(before, kernel),
              Math.multiplyExact(channels, kernel));
      return bias
          ? List.of(
              weights,
              new Parameter(
                  name + ".bias",
                  List.of(channels),
                  Initializer.ZEROS,
                  weights.fanIn(),
                  weights.fanOut()))
          : List.of(weights);
    }
  }

  /**
   * Group normalization (Y. Wu, K. He, ECCV 2018): in each diffractogram the channels of a group
   * get mean 0 and variance 1 together, then each channel its own scale and shift.
   *
   * @param groups number of groups, a divisor of the number of channels
   * @param epsilon added to the variance
   */
  record GroupNormalization(String name, String input, int groups, double epsilon)
      implements Layer {

    /** Checks groups and epsilon. */
    public GroupNormalization {
      require(groups >= 1, "%d groups".formatted(groups));
      require(epsilon > 0 && epsilon <= 1, "epsilon is %s: want (0, 1]".formatted(epsilon));
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      int channels = inputs.get(0).channels();
      require(channels % groups == 0, "%d channels in %d groups".formatted(channels, groups));
      return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      List<Integer> shape = List.of(inputs.get(0).channels());
      return List.of(
          new Parameter(name + ".scale", shape, Initializer.ONES, 1, 1),
          new Parameter(name + ".shift", shape, Initializer.ZEROS, 1, 1));
    }
  }

  /** The larger of 0 and the input (ReLU). */
  record Rectifier(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }
  }

  /**
   * Largest number of a window, with 'same' padding.
   *
   * @param width points in the window
   * @param stride points between two windows; at most the width
   */
  record MaxPooling(String name, String input, int width, int stride) implements Layer {

    /** Checks width and stride. */
    public MaxPooling {
      inWindow(width, "width");
      inWindow(stride, "stride");
      require(stride <= width, "stride %d beyond the width %d".formatted(stride, width));
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return new Shape(inputs.get(0).channels(), length(inputs.get(0).length(), stride));
    }

    /** Points that 'same' padding puts before and behind an input of a length. */
    public int padding(int length) {
      return Math.max(0, (length(length, stride) - 1) * stride + width - length);
    }
  }

  /**
   * Mean of a window, 'valid': without padding.
   *
   * @param width points in the window
   * @param stride points between two windows
   */
  record AveragePooling(String name, String input, int width, int stride) implements Layer {

    /** Checks width and stride. */
    public AveragePooling {
      inWindow(width, "width");
      inWindow(stride, "stride");
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      int length = inputs.get(0).length();
      require(length >= width, "%d points are fewer than a window of %d".formatted(length, width));
      return new Shape(inputs.get(0).channels(), (length - width) / stride + 1);
    }
  }

  /** Sum of two inputs of the same shape. */
  record Sum(String name, String left, String right) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      require(
          inputs.get(0).equals(inputs.get(1)),
          "sum of %s and %s".formatted(inputs.get(0), inputs.get(1)));
      return inputs.get(0);
    }
  }

  /** One row of all channels, one after the other. */
  record Flatten(String name, String input) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return new Shape(inputs.get(0).size(), 1);
    }
  }

  /**
   * In training sets numbers to 0 at random and divides the others by the share that stays; else
   * passes them on.
   *
   * @param rate probability that a number is set to 0
   */
  record Dropout(String name, String input, double rate) implements Layer {

    /** Checks the rate. */
    public Dropout {
      require(rate >= 0 && rate < 1, "dropout rate is %s: want [0, 1)".formatted(rate));
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.get(0);
    }
  }

  /**
   * Each output a weighted sum of all inputs, and a bias.
   *
   * @param units number of outputs
   * @param initializer what the weights start from; the bias starts from 0
   */
  record Dense(String name, String input, int units, Initializer initializer) implements Layer {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Shape output(List<Shape> inputs) {
      require(
          inputs.get(0).length() == 1, "dense wants a flat input, not %s".formatted(inputs.get(0)));
      return new Shape(units, 1);
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      int before = inputs.get(0).channels();
      return List.of(
          new Parameter(name + ".weight", List.of(units, before), initializer, before, units),
          new Parameter(name + ".bias", List.of(units), Initializer.ZEROS, before, units));
    }
  }
}
