package org.powdermill.trainer.training;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.trainer.network.ClassRank;
import org.powdermill.trainer.network.Engine;

/**
 * A labelled set that shows how far training has come. It is read in blocks, each time anew.
 *
 * @param name name of the set
 * @param file the set
 */
public record EvaluationSet(String name, Path file) {

  /** Smaller probabilities count as this one, as in {@code SetEvaluator}: the loss stays finite. */
  private static final double LEAST_PROBABILITY = Float.MIN_NORMAL;

  private static final int TOP = 5;

  /** A set by the name of its file. */
  public static EvaluationSet of(Path file) {
    String name = String.valueOf(file.getFileName());
    return new EvaluationSet(
        name.endsWith(".h5") ? name.substring(0, name.length() - 3) : name, file);
  }

  /**
   * Checks that the set can be put before a network.
   *
   * @throws TrainingException if its angles or its wavelength are others
   * @throws org.powdermill.hdf5.ShardException if it is damaged
   */
  void requireFitting(DataDescription data) {
    try (ShardReader set = ShardReader.open(file)) {
      ShardIdentity found = set.header().identity();
      ShardIdentity wanted = data.identity();
      if (!found.grid().equals(wanted.grid()) || found.wavelength() != wanted.wavelength()) {
        throw new TrainingException(
            "%s has %s at %s angstrom, the training data %s at %s: make it again with powdermill testset"
                .formatted(
                    file, found.grid(), found.wavelength(), wanted.grid(), wanted.wavelength()));
      }
      boolean any = false;
      for (int row = 0; row < set.rows() && !any; row++) {
        any = data.classes().label(set.columns().row(row).spaceGroup()) >= 0;
      }
      if (!any) {
        throw new TrainingException(
            "%s has no row of the %d space groups that are learned: name another set"
                .formatted(file, data.classes().spaceGroups().size()));
      }
      set.verify();
    }
  }

  /**
   * Has an engine classify the set.
   *
   * @param blockRows diffractograms at a time
   * @return empty if it was stopped
   */
  Optional<SetScore> score(
      Engine engine, DataDescription data, int blockRows, BooleanSupplier stop) {
    int points = engine.network().points();
    int classes = engine.network().classes();
    float[] block = new float[Math.multiplyExact(blockRows, points)];
    int n = 0;
    int outside = 0;
    int top1 = 0;
    int top5 = 0;
    double loss = 0;
    try (ShardReader set = ShardReader.open(file)) {
      for (int first = 0; first < set.rows(); first += blockRows) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        int rows = Math.min(blockRows, set.rows() - first);
        set.read(first, rows, block);
        float[] probabilities = engine.predict(block, rows);
        for (int row = 0; row < rows; row++) {
          int label = data.classes().label(set.columns().row(first + row).spaceGroup());
          if (label < 0) {
            outside++;
            continue;
          }
          int start = row * classes;
          int rank = ClassRank.of(probabilities, start, classes, label);
          double probability = probabilities[start + label];
          n++;
          top1 += rank == 0 ? 1 : 0;
          top5 += rank < TOP ? 1 : 0;
          loss -= StrictMath.log(Math.max(probability, LEAST_PROBABILITY));
        }
      }
    }
    return Optional.of(new SetScore(n, outside, (double) top1 / n, (double) top5 / n, loss / n));
  }
}
