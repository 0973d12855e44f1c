package org.powdermill.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineTest {

  static Stream<Network> networks() {
    return Stream.of(SmallNetworks.residual(), SmallNetworks.dropout());
  }

  /** Parameters after some steps, all in one. */
  private static List<float[]> trained(Network network, long seed, int steps) {
    try (Engine engine = SmallNetworks.engine(network, seed)) {
      for (int step = 0; step < steps; step++) {
        StepResult unused =
            engine.step(SmallNetworks.batch(network, 4, step), SmallNetworks.labels(4, step), 1e-3);
      }
      return network.parameters().stream().map(p -> engine.parameter(p.name())).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theSameSeedGivesTheSameBitsOnOneThread(Network network) {
    assertThat(trained(network, 3, 3))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(trained(network, 3, 3))
        .isNotEqualTo(trained(network, 4, 3));
  }

  /** Every parameter, Adam's moments and the number of steps are all there is, dropout included. */
  @ParameterizedTest
  @MethodSource("networks")
  void anEngineWithTheStateOfAnotherGoesOnAsTheOther(Network network) {
    float[] batch = SmallNetworks.batch(network, 4, 1);
    int[] labels = SmallNetworks.labels(4, 1);
    try (Engine first = SmallNetworks.engine(network, 5);
        Engine second = SmallNetworks.engine(network, 5)) {
      for (int step = 0; step < 3; step++) {
        StepResult unused = first.step(batch, labels, 1e-3);
      }
      for (Parameter parameter : network.parameters()) {
        second.setParameter(parameter.name(), first.parameter(parameter.name()));
        for (Moment moment : Moment.values()) {
          second.setMoment(parameter.name(), moment, first.moment(parameter.name(), moment));
        }
      }
      second.setSteps(first.steps());

      for (int step = 0; step < 3; step++) {
        double rate = step == 1 ? 5e-4 : 1e-3;
        assertThat(second.step(batch, labels, rate)).isEqualTo(first.step(batch, labels, rate));
      }
      assertThat(second.steps()).isEqualTo(6);
      assertThat(second.predict(batch, 4)).isEqualTo(first.predict(batch, 4));
    }
  }

  @Test
  void probabilitiesSumToOneAndDoNotDependOnTheBatch() {
    Network network = SmallNetworks.residual();
    float[] batch = SmallNetworks.batch(network, 3, 2);
    try (Engine engine = SmallNetworks.engine(network, 6)) {
      float[] together = engine.predict(batch, 3);
      for (int row = 0; row < 3; row++) {
        float[] alone =
            engine.predict(
                Arrays.copyOfRange(batch, row * network.points(), (row + 1) * network.points()), 1);
        double sum = 0;
        for (int i = 0; i < SmallNetworks.CLASSES; i++) {
          sum += alone[i];
          assertThat(alone[i]).isCloseTo(together[row * SmallNetworks.CLASSES + i], within(1e-6f));
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
      }
    }
  }

  /** More rows than pass the network together, and a rest. */
  @Test
  void manyRowsArePredictedInTheirOrder() {
    Network network = SmallNetworks.residual();
    int rows = 150;
    float[] batch = SmallNetworks.batch(network, rows, 3);
    try (Engine engine = SmallNetworks.engine(network, 6)) {
      float[] together = engine.predict(batch, rows);

      assertThat(together).hasSize(rows * SmallNetworks.CLASSES);
      for (int row : new int[] {0, 63, 64, 127, 128, 149}) {
        float[] alone =
            engine.predict(
                Arrays.copyOfRange(batch, row * network.points(), (row + 1) * network.points()), 1);
        int start = row * SmallNetworks.CLASSES;
        assertThat(Arrays.copyOfRange(together, start, start + SmallNetworks.CLASSES))
            .as("row %d", row)
            .containsExactly(alone, within(1e-6f));
      }
    }
  }

  @Test
  void twoThreadsFindTheGradientsOfOne() {
    Network network = SmallNetworks.residual();
    float[] batch = SmallNetworks.batch(network, 5, 2);
    int[] labels = SmallNetworks.labels(5, 2);
    try (Engine one = SmallNetworks.engine(network, 6)) {
      StepResult alone = one.step(batch, labels, 1e-3);
      try (Engine two =
          EngineProvider.onClassPath().build(network, 6, TrainingSettings.ofThreads(2))) {
        assertThat(two.step(batch, labels, 1e-3).loss()).isCloseTo(alone.loss(), within(1e-6));
        for (Parameter parameter : network.parameters()) {
          float[] found = two.moment(parameter.name(), Moment.FIRST);
          float[] wanted = one.moment(parameter.name(), Moment.FIRST);
          float largest = 0;
          for (float value : wanted) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertThat(found).as(parameter.name()).containsExactly(wanted, within(1e-5f * largest));
        }
      }
    }
  }

  @Test
  void theLossFallsWhereThereIsSomethingToLearn() {
    Network network = SmallNetworks.residual();
    float[] batch = SmallNetworks.batch(network, 8, 3);
    int[] labels = SmallNetworks.labels(8, 3);
    try (Engine engine = SmallNetworks.engine(network, 7)) {
      double before = engine.step(batch, labels, 1e-3).loss();
      double after = before;
      for (int step = 0; step < 20; step++) {
        after = engine.step(batch, labels, 1e-3).loss();
      }

      assertThat(after).isLessThan(0.1 * before);
    }
  }

  /** Moments of about 1 and a gradient far below them: the step is known to the last digit. */
  @Test
  void aStepOfAdamIsTensorFlows() {
    Network network = SmallNetworks.residual();
    try (Engine engine = SmallNetworks.engine(network, 8)) {
      String name = "classes.bias";
      engine.setMoment(name, Moment.FIRST, new float[] {1, -1, 2, 0, 0.5f});
      engine.setMoment(name, Moment.SECOND, new float[] {1, 4, 1, 1, 0.25f});
      engine.setSteps(2);
      float[] before = engine.parameter(name);
      StepResult unused =
          engine.step(SmallNetworks.batch(network, 4, 4), SmallNetworks.labels(4, 4), 0.01);

      float[] after = engine.parameter(name);
      float[] first = engine.moment(name, Moment.FIRST);
      float[] second = engine.moment(name, Moment.SECOND);
      for (int i = 0; i < after.length; i++) {
        double rate = 0.01 * Math.sqrt(1 - Math.pow(0.999, 3)) / (1 - Math.pow(0.9, 3));
        double want = before[i] - rate * first[i] / (Math.sqrt(second[i]) + 1e-7);
        assertThat((double) after[i]).isCloseTo(want, within(1e-7));
      }
      assertThat(engine.steps()).isEqualTo(3);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Network network = SmallNetworks.residual();
    float[] batch = SmallNetworks.batch(network, 2, 5);
    try (Engine engine = SmallNetworks.engine(network, 9)) {
      assertThatThrownBy(() -> engine.step(batch, new int[] {0, 5}, 1e-3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("label 5 of row 1");
      assertThatThrownBy(() -> engine.step(batch, new int[] {0, 1, 2}, 1e-3))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> engine.step(batch, new int[] {0, 1}, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> engine.predict(batch, 3))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> engine.parameter("stem"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem");
      assertThatThrownBy(() -> engine.setParameter("classes.bias", new float[4]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
