package org.powdermill.trainer.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.prediction.NoveltyThreshold.Flagged;

/**
 * Sets the threshold of novelty on test sets: rows whose space group is a class are known, the
 * others held out; two known rows of different groups that follow one another make a mixture, (1 -
 * f) p + f q with f uniform from 0.3 to 0.7.
 *
 * <p>Every other known row sets the threshold, so that the wanted share of them is flagged; the
 * rest measure the false alarms.
 */
public final class NoveltyCalibration {

  private static final int BATCH = 32;
  private static final double LEAST_SHARE = 0.3;
  private static final double LARGEST_SHARE = 0.7;
  private static final long SEED = 20_230_711;

  private final Predictor predictor;
  private final List<Double> known = new ArrayList<>();
  private final List<Double> heldOut = new ArrayList<>();
  private final List<Double> mixed = new ArrayList<>();
  private final UniformRandomProvider random = new SplitMix64(SEED);

  /** For a model. */
  public NoveltyCalibration(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * Sets the threshold.
   *
   * @param model the file of the model
   * @param sets test sets on the model's grid and wavelength
   * @param falseAlarmRate share of known patterns that may be flagged, above 0, below 1
   * @param done told how many rows more are done
   * @throws PredictionException if a set does not fit the model, or there are too few known rows
   */
  public NoveltyThreshold calibrate(
      Path model, List<Path> sets, double falseAlarmRate, LongConsumer done) {
    requireEnough(sets, falseAlarmRate);
    for (Path set : sets) {
      try (ShardReader reader = ShardReader.open(set)) {
        score(reader, done);
      }
    }
    double threshold = threshold(everyOther(known, 0), falseAlarmRate);
    return new NoveltyThreshold(
        NoveltyThreshold.FORMAT,
        NoveltyThreshold.VERSION,
        NoveltyThreshold.digest(model),
        threshold,
        falseAlarmRate,
        flagged(everyOther(known, 1), threshold),
        flagged(heldOut, threshold),
        flagged(mixed, threshold),
        sets.stream().map(set -> set.toAbsolutePath().getFileName().toString()).toList());
  }

  /** Before anything is computed: that the sets fit, and have known rows enough for the rate. */
  private void requireEnough(List<Path> sets, double falseAlarmRate) {
    SpaceGroupClasses classes = predictor.model().classes();
    int found = 0;
    for (Path set : sets) {
      try (ShardReader reader = ShardReader.open(set)) {
        requireFitting(set, reader);
        for (int row = 0; row < reader.rows(); row++) {
          found += classes.label(reader.columns().row(row).spaceGroup()) >= 0 ? 1 : 0;
        }
      }
    }
    int least = 2 * (int) Math.ceil(1 / falseAlarmRate);
    if (found < least) {
      throw new PredictionException(
          "%d rows have a space group that is a class of the model: want at least %d for a rate of %s"
              .formatted(found, least, falseAlarmRate));
    }
  }

  private void requireFitting(Path set, ShardReader reader) {
    SavedModel model = predictor.model();
    var identity = reader.header().identity();
    if (!identity.grid().equals(model.grid()) || identity.wavelength() != model.wavelength()) {
      throw new PredictionException(
          "%s is on %s degrees at %s angstrom, but the model on %s at %s: make it again with"
                  .formatted(
                      set, identity.grid(), identity.wavelength(), model.grid(), model.wavelength())
              + " --two-theta and --wavelength");
    }
  }

  private void score(ShardReader reader, LongConsumer done) {
    SpaceGroupClasses classes = predictor.model().classes();
    int points = predictor.model().grid().points();
    for (int first = 0; first < reader.rows(); first += BATCH) {
      int count = Math.min(BATCH, reader.rows() - first);
      float[] block = new float[count * points];
      reader.read(first, count, block);
      List<float[]> rows = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        rows.add(Arrays.copyOfRange(block, row * points, (row + 1) * points));
        labels.add(classes.label(reader.columns().row(first + row).spaceGroup()));
      }
      double[] scores = scores(rows);
      for (int row = 0; row < count; row++) {
        (labels.get(row) >= 0 ? known : heldOut).add(scores[row]);
      }
      List<float[]> mixtures = mixtures(rows, labels);
      if (!mixtures.isEmpty()) {
        Arrays.stream(scores(mixtures)).forEach(mixed::add);
      }
      done.accept(count);
    }
  }

  private double[] scores(List<float[]> rows) {
    return Arrays.stream(predictor.probabilities(rows))
        .mapToDouble(probabilities -> Arrays.stream(probabilities).max().orElse(0))
        .toArray();
  }

  /** Pairs of a batch; no row is in two. */
  private List<float[]> mixtures(List<float[]> rows, List<Integer> labels) {
    List<float[]> mixtures = new ArrayList<>();
    int waiting = -1;
    for (int row = 0; row < rows.size(); row++) {
      if (labels.get(row) < 0) {
        continue;
      }
      if (waiting >= 0 && !labels.get(row).equals(labels.get(waiting))) {
        mixtures.add(mixture(rows.get(waiting), rows.get(row)));
        waiting = -1;
      } else {
        waiting = row;
      }
    }
    return mixtures;
  }

  private float[] mixture(float[] first, float[] second) {
    double share = LEAST_SHARE + (LARGEST_SHARE - LEAST_SHARE) * random.nextDouble();
    double[] sum = new double[first.length];
    Arrays.setAll(sum, i -> (1 - share) * first[i] + share * second[i]);
    double largest = Arrays.stream(sum).max().orElse(1);
    float[] mixture = new float[sum.length];
    for (int i = 0; i < mixture.length; i++) {
      mixture[i] = (float) (sum[i] / largest);
    }
    return mixture;
  }

  private static List<Double> everyOther(List<Double> scores, int first) {
    List<Double> half = new ArrayList<>();
    for (int i = first; i < scores.size(); i += 2) {
      half.add(scores.get(i));
    }
    return half;
  }

  /** The score below which at most the wanted share lies. */
  static double threshold(List<Double> scores, double rate) {
    List<Double> sorted = scores.stream().sorted().toList();
    return sorted.get((int) Math.floor(rate * sorted.size()));
  }

  private static Flagged flagged(List<Double> scores, double threshold) {
    return new Flagged(
        scores.size(), (int) scores.stream().filter(score -> score < threshold).count());
  }
}
