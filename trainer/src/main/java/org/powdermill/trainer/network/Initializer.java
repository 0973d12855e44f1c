package org.powdermill.trainer.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * What a parameter starts from, as Keras defines it.
 *
 * <p>The numbers depend on the seed and the parameter's name alone, and are computed here: every
 * engine on every processor starts from the same bits.
 */
public enum Initializer {
  /** All 0. */
  @JsonProperty("zeros")
  ZEROS,
  /** All 1. */
  @JsonProperty("ones")
  ONES,
  /** Uniform up to sqrt(6 / (fan in + fan out)): X. Glorot, Y. Bengio, AISTATS 2010. */
  @JsonProperty("glorot_uniform")
  GLOROT_UNIFORM,
  /**
   * Variance scaling, scale 1, fan in: normal, cut at two standard deviations, with the variance 1
   * / fan in after the cut.
   */
  @JsonProperty("variance_scaling")
  VARIANCE_SCALING;

  /** Standard deviation of a unit normal that is cut at 2. */
  private static final double DEVIATION_AFTER_CUT = 0.8796256610342398;

  /** The numbers that a parameter starts from, in row-major order. */
  public float[] values(Parameter parameter, long seed) {
    float[] values = new float[parameter.size()];
    switch (this) {
      case ZEROS -> {}
      case ONES -> Arrays.fill(values, 1);
      case GLOROT_UNIFORM -> {
        UniformRandomProvider random = random(parameter.name(), seed);
        double limit = Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
      }
      case VARIANCE_SCALING -> {
        UniformRandomProvider random = random(parameter.name(), seed);
        double deviation = Math.sqrt(1.0 / parameter.fanIn()) / DEVIATION_AFTER_CUT;
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (deviation * cutNormal(random));
        }
      }
    }
    return values;
  }

  /**
   * A normal deviate in [-2, 2], by the polar method of G. Marsaglia and T. A. Bray (SIAM Review 6
   * (1964) 260) with the logarithm of StrictMath, which is the same on every processor.
   */
  private static double cutNormal(UniformRandomProvider random) {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double squaredRadius = x * x + y * y;
      if (squaredRadius > 0 && squaredRadius < 1) {
        double normal = x * Math.sqrt(-2 * StrictMath.log(squaredRadius) / squaredRadius);
        if (Math.abs(normal) <= 2) {
          return normal;
        }
      }
    }
  }

  private static UniformRandomProvider random(String name, long seed) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    SplitMix64 words = new SplitMix64(new SplitMix64(seed).nextLong() + hash.getValue());
    return new XoShiRo256PlusPlus(
        words.nextLong(), words.nextLong(), words.nextLong(), words.nextLong());
  }
}
