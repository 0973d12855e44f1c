package org.powdermill.trainer.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;

/**
 * Everything that decides the steps of a training beside the data.
 *
 * @param network what learns
 * @param seed of initial weights, dropout and order
 * @param rates learning rates
 * @param epochs number of epochs
 * @param batchesPerEpoch steps of an epoch
 * @param batchSize diffractograms in a step
 * @param labelSmoothing 0 to 1
 * @param gradientNormLimit longest gradient; 0 for no limit
 * @param averageDecay decay of the average of weights; 0 for no average
 * @param shuffleWindow rows that are mixed; 1 for none
 */
public record TrainingPlan(
    Network network,
    long seed,
    LearningRateSchedule rates,
    int epochs,
    int batchesPerEpoch,
    int batchSize,
    double labelSmoothing,
    double gradientNormLimit,
    double averageDecay,
    int shuffleWindow) {

  /** Rows that are mixed in memory at most: 2 GB at 8501 points. */
  static final int LARGEST_WINDOW = 60_000;

  private static final int BATCHES_OF_WINDOW = 10;

  /**
   * Checks the numbers.
   *
   * @throws TrainingException if one is out of its range
   */
  public TrainingPlan {
    require(epochs >= 1, "%d epochs: want 1 or more".formatted(epochs));
    require(
        batchesPerEpoch >= 1, "%d batches per epoch: want 1 or more".formatted(batchesPerEpoch));
    require(
        batchSize >= 1 && batchSize <= 10_000,
        "batch size %d: want 1 to 10000".formatted(batchSize));
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label smoothing %s: want 0 to less than 1".formatted(labelSmoothing));
    require(
        gradientNormLimit >= 0 && gradientNormLimit < Double.POSITIVE_INFINITY,
        "gradient norm limit %s: want 0 for none, or more".formatted(gradientNormLimit));
    require(
        averageDecay >= 0 && averageDecay < 1,
        "decay %s of the average: want 0 for none, to less than 1".formatted(averageDecay));
    require(
        shuffleWindow >= 1 && shuffleWindow <= LARGEST_WINDOW,
        "a window of %d diffractograms: want 1 to %d".formatted(shuffleWindow, LARGEST_WINDOW));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new TrainingException(otherwise);
    }
  }

  /**
   * The plan of a new training.
   *
   * @throws TrainingException if a number is out of its range
   * @throws org.powdermill.trainer.network.NetworkException if there is no such network
   */
  static TrainingPlan of(TrainingOptions options, DataDescription data) {
    int batches =
        data.isStream()
            ? TrainingOptions.PAPER_BATCHES_PER_EPOCH
            : (int) ((data.rows() - 1) / Math.max(1, options.batchSize()) + 1);
    int window =
        data.isStream() && data.sizesPerCrystal() > 1 ? BATCHES_OF_WINDOW * options.batchSize() : 1;
    return of(
        options,
        data.grid().points(),
        data.classes().spaceGroups().size(),
        batches,
        Math.min(window, LARGEST_WINDOW));
  }

  /**
   * A plan.
   *
   * @param usualBatches steps of an epoch if the options leave them open
   * @param usualWindow rows that are mixed if the options leave them open
   * @throws TrainingException if a number is out of its range
   * @throws org.powdermill.trainer.network.NetworkException if there is no such network
   */
  static TrainingPlan of(
      TrainingOptions options, int points, int classes, int usualBatches, int usualWindow) {
    try {
      return new TrainingPlan(
          NetworkCatalogue.network(options.network(), points, classes, options.dropout()),
          options.seed(),
          new LearningRateSchedule(
              options.learningRate().orElse(LearningRateSchedule.paperBase(options.network())),
              options.halveEvery(),
              options.warmUpSteps()),
          options.epochs(),
          options.batchesPerEpoch().orElse(usualBatches),
          options.batchSize(),
          options.labelSmoothing(),
          options.gradientNormLimit(),
          options.averageDecay(),
          options.shuffleWindow().orElse(usualWindow));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(e.getMessage(), e);
    }
  }

  /** Steps of the whole training. */
  public long steps() {
    return (long) epochs * batchesPerEpoch;
  }

  /** Epoch of the step that follows a number of steps. */
  long epochAfter(long steps) {
    return steps / batchesPerEpoch;
  }

  boolean hasAverage() {
    return averageDecay > 0;
  }

  /** All but the number of epochs, which may grow: a training with other values is another one. */
  Map<String, Object> decisive() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("network", network.name());
    values.put("dropout", network.layers().stream().anyMatch(Layer.Dropout.class::isInstance));
    values.put("seed", seed);
    values.put("learning_rate", rates.base());
    values.put("halve_every", rates.halveEvery());
    values.put("warm_up", rates.warmUpSteps());
    values.put("batches_per_epoch", batchesPerEpoch);
    values.put("batch_size", batchSize);
    values.put("label_smoothing", labelSmoothing);
    values.put("gradient_norm_limit", gradientNormLimit);
    values.put("average", averageDecay);
    values.put("shuffle_window", shuffleWindow);
    return values;
  }
}
