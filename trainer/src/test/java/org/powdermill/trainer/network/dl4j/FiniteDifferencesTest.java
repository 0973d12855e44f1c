package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Initializer;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Moment;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.Preprocessing;
import org.powdermill.trainer.network.SmallNetworks;
import org.powdermill.trainer.network.StepResult;

/**
 * Gradients against differences of the loss, for each of our own layers. The loss is in float32 but
 * for its last sum, so the difference is taken along a direction in which all parameters of an
 * array move together.
 */
class FiniteDifferencesTest {

  private static final int POINTS = 37;
  private static final int ROWS = 3;

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("convolution", List.of(convolution("a", 4, 5, 1, true))),
        Arguments.of("stride", List.of(convolution("a", 4, 6, 3, true))),
        Arguments.of("kernel 1 with a stride beyond it", List.of(convolution("a", 4, 1, 4, false))),
        Arguments.of("normalization", List.of(convolution("a", 4, 5, 1, false), norm("n", "a", 2))),
        Arguments.of(
            "normalization and rectifier",
            List.of(
                convolution("a", 4, 5, 1, false),
                norm("n", "a", 2),
                new Layer.Rectifier("r", "n"))),
        Arguments.of(
            "rectifier behind two consumers",
            List.of(
                convolution("a", 4, 5, 1, true),
                new Layer.Rectifier("r", "a"),
                new Layer.Sum("s", "a", "r"))),
        Arguments.of(
            "sum of one input twice, rectified",
            List.of(
                convolution("a", 4, 5, 1, true),
                new Layer.Sum("s", "a", "a"),
                new Layer.Rectifier("r", "s"))),
        Arguments.of(
            "maximum",
            List.of(convolution("a", 4, 5, 1, true), new Layer.MaxPooling("p", "a", 3, 2))),
        Arguments.of(
            "mean",
            List.of(convolution("a", 4, 5, 1, true), new Layer.AveragePooling("p", "a", 3, 2))));
  }

  private static Layer convolution(
      String name, int channels, int kernel, int stride, boolean bias) {
    return new Layer.Convolution(
        name, Network.INPUT, channels, kernel, stride, bias, Initializer.VARIANCE_SCALING);
  }

  private static Layer norm(String name, String input, int groups) {
    return new Layer.GroupNormalization(name, input, groups, 1e-3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void gradientsAreDifferencesOfTheLoss(String name, List<Layer> tested) {
    List<Layer> layers = new ArrayList<>(tested);
    layers.add(new Layer.Flatten("flat", tested.get(tested.size() - 1).name()));
    layers.add(
        new Layer.Dense("classes", "flat", SmallNetworks.CLASSES, Initializer.GLOROT_UNIFORM));
    Network network =
        new Network("small", POINTS, SmallNetworks.CLASSES, Preprocessing.SQUARE_ROOT, layers);
    float[] batch = SmallNetworks.batch(network, ROWS, 1);
    int[] labels = SmallNetworks.labels(ROWS, 2);
    for (Parameter parameter : network.parameters()) {
      double[] direction = new Random(3).doubles(parameter.size(), -1, 1).toArray();
      double difference =
          (loss(network, batch, labels, parameter, direction, 1e-3)
                  - loss(network, batch, labels, parameter, direction, -1e-3))
              / 2e-3;
      double slope = 0;
      float[] gradient = gradient(network, batch, labels, parameter);
      double size = 0;
      for (int i = 0; i < gradient.length; i++) {
        slope += gradient[i] * direction[i];
        size += Math.abs(gradient[i] * direction[i]);
      }
      assertThat(Math.abs(slope - difference) / size)
          .as("%s of %s: slope %s, difference %s", parameter.name(), name, slope, difference)
          .isLessThan(3e-3);
    }
  }

  private static Engine engine(Network network) {
    Engine engine = SmallNetworks.engine(network, 5);
    Random random = new Random(6);
    for (Parameter parameter : network.parameters()) {
      float[] values = engine.parameter(parameter.name());
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.2f * (random.nextFloat() - 0.5f);
      }
      engine.setParameter(parameter.name(), values);
    }
    return engine;
  }

  private static double loss(
      Network network,
      float[] batch,
      int[] labels,
      Parameter parameter,
      double[] direction,
      double by) {
    try (Engine engine = engine(network)) {
      float[] values = engine.parameter(parameter.name());
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (by * direction[i]);
      }
      engine.setParameter(parameter.name(), values);
      return engine.step(batch, labels, 1e-3).loss();
    }
  }

  private static float[] gradient(
      Network network, float[] batch, int[] labels, Parameter parameter) {
    try (Engine engine = engine(network)) {
      StepResult unused = engine.step(batch, labels, 1e-3);
      float[] moment = engine.moment(parameter.name(), Moment.FIRST);
      for (int i = 0; i < moment.length; i++) {
        moment[i] *= 10; // after the first step it is a tenth of the gradient
      }
      return moment;
    }
  }
}
