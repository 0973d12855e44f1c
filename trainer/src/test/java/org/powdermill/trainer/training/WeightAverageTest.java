package org.powdermill.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.TrainingSettings;

class WeightAverageTest {

  private static final String BIAS = "classes.bias";

  private static Engine engine() {
    return EngineProvider.onClassPath()
        .build(NetworkCatalogue.network("parkcnn-small", 851, 3), 1, TrainingSettings.ofThreads(1));
  }

  @Test
  void itIsTheMovingAverageWithADecayThatGrowsWithTheSteps() {
    try (Engine engine = engine()) {
      engine.setParameter(BIAS, new float[] {0, 0, 0});
      WeightAverage average = new WeightAverage(engine, 0.5);
      double wanted = 0;
      for (int step = 1; step <= 20; step++) {
        engine.setSteps(step);
        engine.setParameter(BIAS, new float[] {step, 0, 1});
        average.add(engine);
        double decay = Math.min(0.5, (1.0 + step) / (10.0 + step));
        wanted = decay * wanted + (1 - decay) * step;
      }
      assertThat((double) average.values().get(BIAS)[0]).isCloseTo(wanted, within(1e-5));
    }
  }

  @Test
  void theEngineHasItOnlyMeanwhile() {
    try (Engine engine = engine()) {
      engine.setParameter(BIAS, new float[] {1, 2, 3});
      WeightAverage average = new WeightAverage(engine, 0.5);
      engine.setParameter(BIAS, new float[] {4, 5, 6});

      average.during(engine, () -> assertThat(engine.parameter(BIAS)).containsExactly(1, 2, 3));

      assertThat(engine.parameter(BIAS)).containsExactly(4, 5, 6);
    }
  }
}
