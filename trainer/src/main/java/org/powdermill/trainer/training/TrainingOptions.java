package org.powdermill.trainer.training;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a user asks for. What is left open follows from the network and the data.
 *
 * @param network name of a network
 * @param dropout whether it has dropout
 * @param seed of initial weights, dropout and order
 * @param epochs number of epochs, 1 or more
 * @param batchesPerEpoch steps of an epoch; else 900, or as many as a pass over fixed sets has
 * @param batchSize diffractograms in a step
 * @param learningRate of the first epoch; else the paper's for the network
 * @param halveEvery epochs after which the rate is halved
 * @param warmUpSteps steps of a linear rise
 * @param labelSmoothing 0 to 1
 * @param gradientNormLimit longest gradient; 0 for no limit
 * @param averageDecay decay of the average of weights; 0 for no average
 * @param shuffleWindow rows of a stream that are mixed; else ten batches where a crystal has
 *     several diffractograms, and none where it has one
 */
public record TrainingOptions(
    String network,
    boolean dropout,
    long seed,
    int epochs,
    OptionalInt batchesPerEpoch,
    int batchSize,
    OptionalDouble learningRate,
    int halveEvery,
    long warmUpSteps,
    double labelSmoothing,
    double gradientNormLimit,
    double averageDecay,
    OptionalInt shuffleWindow) {

  /** Steps of the paper's epochs. */
  public static final int PAPER_BATCHES_PER_EPOCH = 900;

  /** The paper's options for a network. */
  public static TrainingOptions ofPaper(String network) {
    return new TrainingOptions(
        network,
        false,
        0,
        1000,
        OptionalInt.empty(),
        145,
        OptionalDouble.empty(),
        LearningRateSchedule.PAPER_HALVE_EVERY,
        0,
        0,
        0,
        0,
        OptionalInt.empty());
  }
}
