package org.powdermill.trainer.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Parameter;

/**
 * The exponential moving average of the weights: after step t it becomes {@code d average + (1 - d)
 * weights} with {@code d = min(decay, (1 + t) / (10 + t))}, as TensorFlow's
 * ExponentialMovingAverage has it where the steps are counted, so that the first weights are soon
 * forgotten.
 */
final class WeightAverage {

  private final double decay;
  private final Map<String, float[]> values = new LinkedHashMap<>();

  /** Of the weights that an engine has now. */
  WeightAverage(Engine engine, double decay) {
    this.decay = decay;
    for (Parameter parameter : engine.network().parameters()) {
      values.put(parameter.name(), engine.parameter(parameter.name()));
    }
  }

  /** The averages by the names of parameters; to be filled where a file is read. */
  Map<String, float[]> values() {
    return values;
  }

  /** Takes the weights after a step. */
  void add(Engine engine) {
    long step = engine.steps();
    float kept = (float) Math.min(decay, (1.0 + step) / (10.0 + step));
    values.forEach(
        (name, average) -> {
          float[] weights = engine.parameter(name);
          for (int i = 0; i < average.length; i++) {
            average[i] = weights[i] + kept * (average[i] - weights[i]);
          }
        });
  }

  /** Has something done while the engine has the averages for weights. */
  void during(Engine engine, Runnable action) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    values.forEach(
        (name, average) -> {
          weights.put(name, engine.parameter(name));
          engine.setParameter(name, average);
        });
    try {
      action.run();
    } finally {
      weights.forEach(engine::setParameter);
    }
  }
}
