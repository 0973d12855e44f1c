package org.powdermill.tools;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.powdermill.trainer.training.LearningRateSchedule;
import org.powdermill.trainer.training.TrainingOptions;
import picocli.CommandLine.Option;

/** Options that say how a network learns; the defaults are the paper's. */
final class LearningOptions {

  @Option(
      names = "--network",
      paramLabel = "NAME",
      required = true,
      description = "As powdermill networks lists them.")
  private String network;

  @Option(
      names = {"-e", "--epochs"},
      paramLabel = "E",
      defaultValue = "1000",
      converter = WholeNumbers.PositiveInt.class,
      description = "Epochs in all; default ${DEFAULT-VALUE}.")
  private int epochs = 1000;

  @Option(
      names = "--batches-per-epoch",
      paramLabel = "B",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default 900; of sets, one pass.")
  private Integer batchesPerEpoch;

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      defaultValue = "145",
      converter = WholeNumbers.PositiveInt.class,
      description = "Diffractograms in a step; default ${DEFAULT-VALUE}.")
  private int batchSize = 145;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of weights, dropout, order; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      converter = PositiveNumber.class,
      description = "Default 1e-4; of a parkCNN 1e-3.")
  private Double learningRate;

  @Option(
      names = "--halve-every",
      paramLabel = "E",
      defaultValue = "500",
      converter = WholeNumbers.PositiveInt.class,
      description = "Epochs to half the rate; default ${DEFAULT-VALUE}.")
  private int halveEvery = LearningRateSchedule.PAPER_HALVE_EVERY;

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      defaultValue = "0",
      description = "Steps in which the rate rises; default ${DEFAULT-VALUE}.")
  private long warmUp;

  @Option(names = "--dropout", description = "Of parkCNN: 0.3 and 0.5; default none.")
  private boolean dropout;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      defaultValue = "0",
      description = "0 to 1; default ${DEFAULT-VALUE}.")
  private double labelSmoothing;

  @Option(
      names = "--gradient-norm-limit",
      paramLabel = "X",
      defaultValue = "0",
      description = "Longest gradient; default ${DEFAULT-VALUE}, no limit.")
  private double gradientNormLimit;

  @Option(
      names = "--average",
      paramLabel = "DECAY",
      defaultValue = "0",
      description = "Average weights too, as 0.999; default none.")
  private double average;

  @Option(
      names = "--shuffle-window",
      paramLabel = "N",
      converter = WholeNumbers.PositiveInt.class,
      description = "Mix N of a stream; default 1, or 10 batches.")
  private Integer shuffleWindow;

  TrainingOptions options() {
    return new TrainingOptions(
        network,
        dropout,
        seed,
        epochs,
        batchesPerEpoch == null ? OptionalInt.empty() : OptionalInt.of(batchesPerEpoch),
        batchSize,
        learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate),
        halveEvery,
        warmUp,
        labelSmoothing,
        gradientNormLimit,
        average,
        shuffleWindow == null ? OptionalInt.empty() : OptionalInt.of(shuffleWindow));
  }
}
