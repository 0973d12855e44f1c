package org.powdermill.trainer.network;

import java.util.List;

/**
 * A trainable array of a network.
 *
 * @param name name of its layer, a point, its role: {@code stem.convolution.kernel}
 * @param shape lengths of its dimensions, the last running fastest. Kernels of convolutions are
 *     [channels, channels of the input, kernel], weights of dense layers [units, inputs]
 * @param initializer what it starts from
 * @param fanIn inputs that one output sums over
 * @param fanOut outputs that one input goes into
 */
public record Parameter(
    String name, List<Integer> shape, Initializer initializer, int fanIn, int fanOut) {

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /** Number of numbers. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
