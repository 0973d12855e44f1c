package org.powdermill.trainer.network;

/**
 * How an engine computes and learns.
 *
 * @param threads threads that it uses, 1 or more; with 1 the same steps give the same bits
 * @param firstMomentDecay beta 1 of Adam
 * @param secondMomentDecay beta 2 of Adam
 * @param epsilon of Adam, added to the square root of the second moment
 * @param labelSmoothing s: the loss wants probability 1 - s + s / classes of the true class, s /
 *     classes of each other (C. Szegedy et al., CVPR 2016, section 7); 0 for none
 * @param gradientNormLimit largest L2 norm of the gradient of the mean loss by all parameters; a
 *     longer one is shortened to it before Adam (R. Pascanu et al., ICML 2013); 0 for no limit
 */
public record TrainingSettings(
    int threads,
    double firstMomentDecay,
    double secondMomentDecay,
    double epsilon,
    double labelSmoothing,
    double gradientNormLimit) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside of them
   */
  public TrainingSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("%d threads: want 1 or more".formatted(threads));
    }
    if (!(firstMomentDecay >= 0
        && firstMomentDecay < 1
        && secondMomentDecay >= 0
        && secondMomentDecay < 1
        && epsilon > 0)) {
      throw new IllegalArgumentException(
          "Adam with %s, %s, %s: want decays in [0, 1) and a positive epsilon"
              .formatted(firstMomentDecay, secondMomentDecay, epsilon));
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing %s: want one in [0, 1)".formatted(labelSmoothing));
    }
    if (!(gradientNormLimit >= 0 && Double.isFinite(gradientNormLimit))) {
      throw new IllegalArgumentException(
          "limit %s of the gradient's norm: want a positive number, or 0 for none"
              .formatted(gradientNormLimit));
    }
  }

  /** The paper's Adam: 0.9, 0.999, 1e-7; labels as they are, gradients of any length. */
  public static TrainingSettings ofThreads(int threads) {
    return new TrainingSettings(threads, 0.9, 0.999, 1e-7, 0, 0);
  }

  /** The same with other labels. */
  public TrainingSettings withLabelSmoothing(double smoothing) {
    return new TrainingSettings(
        threads, firstMomentDecay, secondMomentDecay, epsilon, smoothing, gradientNormLimit);
  }

  /** The same with another limit of the gradient's norm. */
  public TrainingSettings withGradientNormLimit(double limit) {
    return new TrainingSettings(
        threads, firstMomentDecay, secondMomentDecay, epsilon, labelSmoothing, limit);
  }
}
