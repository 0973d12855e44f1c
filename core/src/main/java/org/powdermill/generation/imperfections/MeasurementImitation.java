package org.powdermill.generation.imperfections;

import static org.powdermill.generation.imperfections.Imperfection.ADDITIVE_NOISE;
import static org.powdermill.generation.imperfections.Imperfection.BACKGROUND;
import static org.powdermill.generation.imperfections.Imperfection.BACKGROUND_LENGTH;
import static org.powdermill.generation.imperfections.Imperfection.IMPURITY;
import static org.powdermill.generation.imperfections.Imperfection.MULTIPLICATIVE_NOISE;

import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.generation.NumberedRandom;

/**
 * Makes simulated diffractograms look measured, in the order of the paper (P. Schopmans, P. Reiser,
 * P. Friederich, Digital Discovery 2 (2023) 1414): impurity, background, additive noise,
 * multiplicative noise; then the minimum becomes 0, if there is noise, and the maximum 1. All of it
 * is a function of seed, number, settings and the diffractograms alone. Not safe for concurrent
 * use.
 */
public final class MeasurementImitation {

  private final Imperfections imperfections;
  private final TwoThetaGrid grid;
  private final NumberedRandom impurityRandom;
  private final NumberedRandom backgroundRandom;
  private final NumberedRandom additiveRandom;
  private final NumberedRandom multiplicativeRandom;
  private final Background background = new Background();
  private final double[] intensity;
  private final double[] curve;

  /** For the diffractograms of a run. */
  public MeasurementImitation(long seed, Imperfections imperfections, TwoThetaGrid grid) {
    this.imperfections = imperfections;
    this.grid = grid;
    this.impurityRandom = new NumberedRandom(seed, Streams.IMPURITY_SHARE);
    this.backgroundRandom = new NumberedRandom(seed, Streams.BACKGROUND);
    this.additiveRandom = new NumberedRandom(seed, Streams.ADDITIVE_NOISE);
    this.multiplicativeRandom = new NumberedRandom(seed, Streams.MULTIPLICATIVE_NOISE);
    this.intensity = new double[grid.points()];
    this.curve = new double[grid.points()];
  }

  /**
   * Imitates a measurement.
   *
   * @param index number of the diffractogram in its run
   * @param impurity diffractogram of the impurity, [points], maximum 1; not read where there is
   *     none
   * @param diffractogram overwritten, [points], maximum 1 before and after
   */
  public void apply(long index, float[] impurity, float[] diffractogram) {
    for (int i = 0; i < intensity.length; i++) {
      intensity[i] = diffractogram[i];
    }
    if (imperfections.has(IMPURITY)) {
      mix(index, impurity);
    }
    if (imperfections.has(BACKGROUND)) {
      addBackground(index);
    }
    if (imperfections.has(ADDITIVE_NOISE)) {
      addNoise(index);
    }
    if (imperfections.has(MULTIPLICATIVE_NOISE)) {
      multiplyByNoise(index);
    }
    boolean noisy = imperfections.has(ADDITIVE_NOISE) || imperfections.has(MULTIPLICATIVE_NOISE);
    scale(noisy ? minimum(intensity) : 0, diffractogram);
  }

  private void mix(long index, float[] impurity) {
    impurityRandom.moveTo(index);
    double share = imperfections.range(IMPURITY).draw(impurityRandom);
    for (int i = 0; i < intensity.length; i++) {
      intensity[i] = (1 - share) * intensity[i] + share * impurity[i];
    }
  }

  private void addBackground(long index) {
    backgroundRandom.moveTo(index);
    double length = imperfections.range(BACKGROUND_LENGTH).draw(backgroundRandom);
    double height = truncatedNormal(imperfections.range(BACKGROUND));
    background.draw(backgroundRandom, grid.step() / length, curve);
    double minimum = minimum(curve);
    double mean = sum(curve) / curve.length - minimum;
    if (mean > 0) { // else the curve is flat, and nothing is left of it
      double scale = maximum(intensity) * height / mean;
      for (int i = 0; i < intensity.length; i++) {
        intensity[i] += scale * (curve[i] - minimum);
      }
    }
  }

  /** Normal with mean 0 and half the largest value as standard deviation, inside the range. */
  private double truncatedNormal(UniformRange range) {
    if (range.isFixed()) {
      return range.min();
    }
    // Uniform draws, kept by the density: none of the range can make it endless.
    while (true) {
      double value = range.draw(backgroundRandom);
      double off = 2 * value / range.max();
      double least = 2 * range.min() / range.max();
      double kept = StrictMath.exp((least * least - off * off) / 2);
      if (backgroundRandom.nextDouble() < kept) {
        return value;
      }
    }
  }

  private void addNoise(long index) {
    additiveRandom.moveTo(index);
    double deviation =
        maximum(intensity) * imperfections.range(ADDITIVE_NOISE).draw(additiveRandom);
    for (int i = 0; i < intensity.length; i++) {
      intensity[i] += deviation * NormalDeviates.next(additiveRandom);
    }
  }

  private void multiplyByNoise(long index) {
    multiplicativeRandom.moveTo(index);
    double deviation = imperfections.range(MULTIPLICATIVE_NOISE).draw(multiplicativeRandom);
    for (int i = 0; i < intensity.length; i++) {
      intensity[i] *= 1 + deviation * NormalDeviates.next(multiplicativeRandom);
    }
  }

  private void scale(double minimum, float[] diffractogram) {
    double maximum = maximum(intensity);
    double scale = 1 / (maximum - minimum);
    for (int i = 0; i < intensity.length; i++) {
      diffractogram[i] = (float) ((intensity[i] - minimum) * scale);
    }
  }

  private static double minimum(double[] values) {
    double minimum = values[0];
    for (double value : values) {
      minimum = Math.min(minimum, value);
    }
    return minimum;
  }

  private static double maximum(double[] values) {
    double maximum = values[0];
    for (double value : values) {
      maximum = Math.max(maximum, value);
    }
    return maximum;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
