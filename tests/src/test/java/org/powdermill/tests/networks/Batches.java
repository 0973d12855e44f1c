package org.powdermill.tests.networks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.Parameter;

/** Batches and parameters that leave nothing at 0 or 1, from fixed seeds. */
final class Batches {

  private Batches() {}

  /** Peaks on a low background, raw, [rows][points]. */
  static float[] diffractograms(int rows, int points, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * points];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < points; i++) {
        values[row * points + i] = 0.02f * random.nextFloat();
      }
      for (int peak = 0; peak < 40; peak++) {
        int at = random.nextInt(points);
        float height = random.nextFloat();
        for (int i = Math.max(0, at - 30); i < Math.min(points, at + 30); i++) {
          values[row * points + i] += (float) (height * Math.exp(-0.01 * (i - at) * (i - at)));
        }
      }
    }
    return values;
  }

  static int[] labels(int rows, int classes, long seed) {
    return new Random(seed).ints(rows, 0, classes).toArray();
  }

  /** Moves biases, scales and shifts off their start. */
  static Map<String, float[]> disturbedParameters(Engine engine, Network network, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> parameters = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      float[] values = engine.parameter(parameter.name());
      for (int i = 0; i < values.length && parameter.shape().size() == 1; i++) {
        values[i] += 0.1f * (random.nextFloat() - 0.5f);
      }
      parameters.put(parameter.name(), values);
    }
    parameters.forEach(engine::setParameter);
    return parameters;
  }

  /**
   * Parameters that keep what rectifiers take away from 0. A gradient jumps where a rectifier's
   * input changes its sign, and among the millions of a deep network float32 changes some: there
   * PyTorch in float32 is a hundredth away from PyTorch in float64. Norms before a rectifier get
   * channels around 1 and around -1; norms before a sum get channels around 1, and an eighth of
   * them around -200, which no shortcut makes up for.
   */
  static Map<String, float[]> parametersAwayFromKinks(Engine engine, Network network, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> parameters = disturbedParameters(engine, network, seed);
    for (Layer layer : network.layers()) {
      if (layer instanceof Layer.GroupNormalization norm) {
        float[] scale = parameters.get(norm.name() + ".scale");
        float[] shift = parameters.get(norm.name() + ".shift");
        boolean beforeSum = network.consumers(norm.name()).get(0) instanceof Layer.Sum;
        for (int i = 0; i < scale.length; i++) {
          scale[i] *= 0.4f;
          boolean negative = random.nextInt(beforeSum ? 8 : 2) == 0;
          shift[i] += negative ? beforeSum ? -200 : -1 : 1;
        }
      }
    }
    parameters.forEach(engine::setParameter);
    return parameters;
  }
}
