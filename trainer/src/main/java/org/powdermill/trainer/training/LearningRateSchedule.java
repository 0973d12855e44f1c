package org.powdermill.trainer.training;

/**
 * The learning rate of each step: {@code base 0.5^floor((1 + e) / halveEvery)} in epoch e = 0, 1,
 * ..., after a linear rise over the first steps.
 *
 * @param base rate of the first epoch
 * @param halveEvery epochs after which it is halved
 * @param warmUpSteps steps of the rise, 0 for none
 */
public record LearningRateSchedule(double base, int halveEvery, long warmUpSteps) {

  /** Epochs after which the paper halves the rate. */
  public static final int PAPER_HALVE_EVERY = 500;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LearningRateSchedule {
    if (!(base > 0 && base <= 10) || halveEvery < 1 || warmUpSteps < 0) {
      throw new IllegalArgumentException(
          "learning rate %s, halved every %d epochs, warm-up of %d steps: want a rate up to 10, 1 epoch or more, 0 steps or more"
              .formatted(base, halveEvery, warmUpSteps));
    }
  }

  /** The paper's base rate for a network: 1e-3 for a parkCNN, 1e-4 for a ResNet. */
  public static double paperBase(String network) {
    return network.startsWith("parkcnn") ? 1e-3 : 1e-4;
  }

  /**
   * The rate of a step.
   *
   * @param epoch from 0
   * @param step from 1, counted through all epochs
   */
  public double rate(long epoch, long step) {
    double rise = step < warmUpSteps ? (double) step / warmUpSteps : 1;
    long halvings = (1 + epoch) / halveEvery;
    return base * rise * StrictMath.pow(0.5, (double) halvings);
  }
}
