package org.powdermill.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step reports, and what its settings change. */
class StepTest {

  private static final int CLASSES = 9;
  private static final Network NETWORK =
      NetworkCatalogue.network("resnet-10-slim", SmallNetworks.POINTS, CLASSES);
  private static final int ROWS = 12;
  private static final float[] BATCH = SmallNetworks.batch(NETWORK, ROWS, 1);
  private static final int[] LABELS = IntStream.range(0, ROWS).map(i -> i % CLASSES).toArray();
  private static final TrainingSettings PLAIN = TrainingSettings.ofThreads(1);

  private static Engine engine(TrainingSettings settings) {
    return EngineProvider.onClassPath().build(NETWORK, 4, settings);
  }

  private static double gradientNorm(Engine engine) {
    double squares = 0;
    for (Parameter parameter : NETWORK.parameters()) {
      for (float moment : engine.moment(parameter.name(), Moment.FIRST)) {
        squares += 100.0 * moment * moment; // after the first step it is a tenth of the gradient
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void lossAndHitsAreThoseOfThePredictionBeforeTheStep() {
    try (Engine engine = engine(PLAIN)) {
      float[] probabilities = engine.predict(BATCH, ROWS);
      double loss = 0;
      int top1 = 0;
      int top5 = 0;
      for (int row = 0; row < ROWS; row++) {
        loss -= Math.log(probabilities[row * CLASSES + LABELS[row]]) / ROWS;
        int rank = ClassRank.of(probabilities, row * CLASSES, CLASSES, LABELS[row]);
        top1 += rank < 1 ? 1 : 0;
        top5 += rank < 5 ? 1 : 0;
      }
      StepResult found = engine.step(BATCH, LABELS, 1e-3);

      assertThat(found.loss()).isCloseTo(loss, within(1e-6));
      assertThat(found.top1()).isEqualTo(top1);
      assertThat(found.top5()).isEqualTo(top5).isBetween(1, ROWS - 1);
    }
  }

  @Test
  void aLossThatIsNoNumberIsReturnedAndAllIsWrong() {
    try (Engine engine = engine(PLAIN.withGradientNormLimit(1))) {
      float[] bias = engine.parameter("classes.bias");
      bias[3] = Float.NaN;
      engine.setParameter("classes.bias", bias);

      assertThat(engine.step(BATCH, LABELS, 1e-3)).isEqualTo(new StepResult(Double.NaN, 0, 0));
    }
  }

  @Test
  void aLongGradientIsShortenedToTheLimitAndKeepsItsDirection() {
    try (Engine free = engine(PLAIN);
        Engine bound = engine(PLAIN.withGradientNormLimit(0.25))) {
      assertThat(bound.step(BATCH, LABELS, 1e-3)).isEqualTo(free.step(BATCH, LABELS, 1e-3));
      double norm = gradientNorm(free);

      assertThat(norm).isGreaterThan(0.5);
      assertThat(gradientNorm(bound)).isCloseTo(0.25, within(1e-6));
      float[] scaled = free.moment("classes.weight", Moment.FIRST);
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= (float) (0.25 / norm);
      }
      assertThat(bound.moment("classes.weight", Moment.FIRST))
          .containsExactly(scaled, within(1e-8f));
    }
  }

  @Test
  void aGradientBelowTheLimitIsLeftAloneToTheBit() {
    try (Engine free = engine(PLAIN);
        Engine bound = engine(PLAIN.withGradientNormLimit(1e6))) {
      for (int step = 0; step < 3; step++) {
        assertThat(bound.step(BATCH, LABELS, 1e-3)).isEqualTo(free.step(BATCH, LABELS, 1e-3));
      }
      assertThat(bound.parameter("classes.weight")).isEqualTo(free.parameter("classes.weight"));
    }
  }

  /** The gradient by a bias of the last layer is the mean of probability less wanted one. */
  @Test
  void smoothedLabelsWantSomethingOfEveryClass() {
    double smoothing = 0.3;
    try (Engine engine = engine(PLAIN.withLabelSmoothing(smoothing))) {
      float[] probabilities = engine.predict(BATCH, ROWS);
      double loss = 0;
      double[] gradient = new double[CLASSES];
      for (int i = 0; i < probabilities.length; i++) {
        boolean isLabel = LABELS[i / CLASSES] == i % CLASSES;
        double wanted = smoothing / CLASSES + (isLabel ? 1 - smoothing : 0);
        loss -= wanted * Math.log(probabilities[i]) / ROWS;
        gradient[i % CLASSES] += (probabilities[i] - wanted) / ROWS;
      }

      assertThat(engine.step(BATCH, LABELS, 1e-3).loss()).isCloseTo(loss, within(1e-6));
      float[] moment = engine.moment("classes.bias", Moment.FIRST);
      for (int i = 0; i < CLASSES; i++) {
        assertThat((double) moment[i]).isCloseTo(0.1 * gradient[i], within(1e-7));
      }
    }
  }

  @Test
  void theLastStepThatCanBeCountedIsMadeAndNoFurtherOne() {
    try (Engine engine = engine(PLAIN)) {
      engine.setSteps(Integer.MAX_VALUE - 1);
      float[] before = engine.parameter("classes.bias");
      float[] first = new float[CLASSES];
      float[] second = new float[CLASSES];
      Arrays.fill(first, 1);
      Arrays.fill(second, 4);
      engine.setMoment("classes.bias", Moment.FIRST, first);
      engine.setMoment("classes.bias", Moment.SECOND, second);

      assertThat(engine.step(BATCH, LABELS, 1e-3).loss()).isFinite();
      assertThat(engine.steps()).isEqualTo(Integer.MAX_VALUE);
      float[] after = engine.parameter("classes.bias");
      float[] moment = engine.moment("classes.bias", Moment.FIRST);
      for (int i = 0; i < CLASSES; i++) { // without any correction for the first steps
        assertThat((double) (before[i] - after[i])).isCloseTo(1e-3 * moment[i] / 2, within(1e-6));
      }
      assertThatThrownBy(() -> engine.step(BATCH, LABELS, 1e-3))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("2147483647 steps");
      assertThatThrownBy(() -> engine.setSteps(1L << 31)).isInstanceOf(NetworkException.class);
      assertThatThrownBy(() -> engine.setSteps(-1)).isInstanceOf(IllegalArgumentException.class);
      assertThat(engine.steps()).isEqualTo(Integer.MAX_VALUE);
    }
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> PLAIN.withLabelSmoothing(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("smoothing");
    }
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> PLAIN.withGradientNormLimit(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("norm");
    }
  }
}
