package org.powdermill.trainer.network;

/**
 * How an engine computes and learns.
 *
 * @param threads threads that it uses, 1 or more; with 1 the same steps give the same bits
 * @param firstMomentDecay beta 1 of Adam
 * @param secondMomentDecay beta 2 of Adam
 * @param epsilon of Adam, added to the square root of the second moment
 */
public record TrainingSettings(
    int threads, double firstMomentDecay, double secondMomentDecay, double epsilon) {

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
  }

  /** The paper's Adam: 0.9, 0.999, 1e-7. */
  public static TrainingSettings ofThreads(int threads) {
    return new TrainingSettings(threads, 0.9, 0.999, 1e-7);
  }
}
