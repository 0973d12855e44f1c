package org.powdermill.tests.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Moment;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.TrainingSettings;

/**
 * Our engine in float32 against PyTorch in float64: same weights in, same softmax, gradients and
 * steps out.
 */
class PyTorchTest {

  private static final double TOLERANCE = 1e-5;
  private static final double RATE = 1e-4;
  private static final TrainingSettings PLAIN = TrainingSettings.ofThreads(1);

  @TempDir Path folder;

  @BeforeAll
  static void requirePyTorch() {
    PyTorch.require();
  }

  /**
   * Odd and even lengths: 'same' padding is uneven at different layers. The deep ones have short
   * inputs, for the sake of time, and because a gradient summed over 2126 points that nearly cancel
   * has lost more than five digits in float32, whoever computes it; their layers at full length are
   * those of resnet-10.
   */
  @ParameterizedTest
  @CsvSource({
    "parkcnn-small, 8501, 145, 5",
    "parkcnn-small, 8500, 93, 3",
    "parkcnn-small, 1999, 7, 3",
    "parkcnn-medium, 8501, 145, 5",
    "parkcnn-big, 8501, 145, 5",
    "resnet-10-slim, 8501, 145, 5",
    "resnet-10-slim, 8500, 93, 3",
    "resnet-10-slim, 4251, 2, 3",
    "resnet-10-slim, 1237, 230, 3",
    "resnet-10-slim, 513, 3, 2",
    "resnet-10, 8501, 145, 4",
    "resnet-50, 2125, 145, 2",
    "resnet-101, 1063, 145, 2"
  })
  void softmaxAndGradientsArePyTorchs(String name, int points, int classes, int rows) {
    Network network = NetworkCatalogue.network(name, points, classes);
    float[] batch = Batches.diffractograms(rows, points, 1);
    int[] labels = Batches.labels(rows, classes, 2);
    try (Engine engine = engine(network, PLAIN)) {
      boolean deep = network.layers().size() > 100;
      Map<String, float[]> parameters =
          deep
              ? Batches.parametersAwayFromKinks(engine, network, 3)
              : Batches.disturbedParameters(engine, network, 3);
      PyTorch.Result wanted =
          new PyTorch(folder).run(network, parameters, batch, labels, 0, RATE, PLAIN);

      assertThat(distance(engine.predict(batch, rows), wanted.softmax(), 1))
          .as("softmax")
          .isLessThan(TOLERANCE);
      double loss = engine.step(batch, labels, RATE).loss();

      assertThat(Math.abs(loss / wanted.losses()[0] - 1)).as("loss").isLessThan(TOLERANCE);
      SoftAssertions softly = new SoftAssertions();
      for (String parameter : parameters.keySet()) {
        // The first moment after the first step is a tenth of the gradient.
        double distance =
            distance(
                engine.moment(parameter, Moment.FIRST), wanted.gradients().get(parameter), 0.1);
        softly.assertThat(distance).as("gradient of " + parameter).isLessThan(TOLERANCE);
      }
      softly.assertAll();
    }
  }

  @ParameterizedTest
  @CsvSource({"parkcnn-small, 8501", "resnet-10-slim, 8501", "resnet-10, 2125"})
  void tenStepsOfAdamArePyTorchs(String name, int points) {
    int steps = 10;
    int rows = 6;
    Network network = NetworkCatalogue.network(name, points, 20);
    float[] batch = Batches.diffractograms(rows, points, 4);
    int[] labels = Batches.labels(rows, 20, 5);
    try (Engine engine = engine(network, PLAIN)) {
      Map<String, float[]> parameters = Batches.disturbedParameters(engine, network, 6);
      PyTorch.Result wanted =
          new PyTorch(folder).run(network, parameters, batch, labels, steps, RATE, PLAIN);
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        losses[step] = engine.step(batch, labels, RATE).loss();
      }

      for (int step = 0; step < steps; step++) {
        assertThat(Math.abs(losses[step] / wanted.losses()[step] - 1))
            .as("relative error of the loss of step %d, %s", step, wanted.losses()[step])
            .isLessThan(1e-3);
      }
      double moved = 0;
      double apart = 0;
      for (Map.Entry<String, float[]> before : parameters.entrySet()) {
        float[] found = engine.parameter(before.getKey());
        float[] want = wanted.stepped().get(before.getKey());
        for (int i = 0; i < found.length; i++) {
          moved += Math.pow(want[i] - before.getValue()[i], 2);
          apart += Math.pow(want[i] - found[i], 2);
        }
      }
      // Adam makes full steps of gradients that are rounding alone: a mean, no maximum.
      assertThat(Math.sqrt(apart / moved)).as("distance relative to the way").isLessThan(0.01);
    }
  }

  /** PyTorch's clip_grad_norm_ adds 1e-6 to the norm: the limits lie well above that. */
  @ParameterizedTest
  @CsvSource({
    "parkcnn-small, 1999, 0.2, 0.1",
    "resnet-10-slim, 4251, 0.1, 0.5",
    "resnet-10-slim, 513, 0.9, 0"
  })
  void smoothedLabelsAndShortenedGradientsArePyTorchs(
      String name, int points, double smoothing, double limit) {
    int rows = 6;
    Network network = NetworkCatalogue.network(name, points, 20);
    float[] batch = Batches.diffractograms(rows, points, 7);
    int[] labels = Batches.labels(rows, 20, 8);
    TrainingSettings settings = PLAIN.withLabelSmoothing(smoothing).withGradientNormLimit(limit);
    try (Engine engine = engine(network, settings)) {
      Map<String, float[]> parameters = Batches.disturbedParameters(engine, network, 9);
      PyTorch.Result wanted =
          new PyTorch(folder).run(network, parameters, batch, labels, 0, RATE, settings);
      if (limit > 0) {
        assertThat(norm(wanted.gradients())).as("shortened norm").isCloseTo(limit, within(1e-5));
      }
      double loss = engine.step(batch, labels, RATE).loss();

      assertThat(Math.abs(loss / wanted.losses()[0] - 1)).as("loss").isLessThan(TOLERANCE);
      for (String parameter : parameters.keySet()) {
        assertThat(
                distance(
                    engine.moment(parameter, Moment.FIRST), wanted.gradients().get(parameter), 0.1))
            .as("gradient of " + parameter)
            .isLessThan(TOLERANCE);
      }
    }
  }

  private static double norm(Map<String, float[]> gradients) {
    double squares = 0;
    for (float[] gradient : gradients.values()) {
      for (float value : gradient) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares);
  }

  private static Engine engine(Network network, TrainingSettings settings) {
    return EngineProvider.onClassPath().build(network, 11, settings);
  }

  /** Largest difference, relative to the largest number. */
  private static double distance(float[] found, float[] wanted, double factor) {
    assertThat(found).hasSameSizeAs(wanted);
    double apart = 0;
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      apart = Math.max(apart, Math.abs(found[i] - factor * wanted[i]));
      largest = Math.max(largest, Math.abs(factor * wanted[i]));
    }
    return apart / largest;
  }
}
