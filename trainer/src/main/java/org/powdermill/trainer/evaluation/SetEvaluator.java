package org.powdermill.trainer.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

/** Predicts the rows of sets, one block in memory at a time. Serves one thread, always the same. */
public final class SetEvaluator implements AutoCloseable {

  private final SavedModel model;
  private final Engine engine;
  private final int blockRows;

  /**
   * Loads a model.
   *
   * @param threads that the network uses
   * @param blockRows rows that are predicted at once
   * @throws org.powdermill.hdf5.model.ModelFileException if the file is not to be trusted
   * @throws org.powdermill.files.FileException if it cannot be read
   * @throws org.powdermill.trainer.network.NetworkException if the engine cannot hold it
   */
  public SetEvaluator(Path file, int threads, int blockRows) {
    this.model = SavedModel.read(file);
    this.blockRows = blockRows;
    this.engine =
        EngineProvider.onClassPath().build(model.network(), 0, TrainingSettings.ofThreads(threads));
    boolean read = false;
    try {
      SavedModel unused = SavedModel.readInto(engine, file, false);
      read = true;
    } finally {
      if (!read) {
        engine.close();
      }
    }
  }

  /** The model. */
  public SavedModel model() {
    return model;
  }

  /**
   * Predicts all rows of a set that fits the model. Reads it twice: a set is trusted only once the
   * checksum of its diffractograms is known.
   *
   * @param neighbours told each block too
   * @param stop asked before each block
   * @param progress told how many rows more are predicted
   * @return empty where it was stopped
   * @throws org.powdermill.hdf5.ShardException if the set is not to be trusted
   * @throws EvaluationException if the model gives no probabilities
   */
  public Optional<PredictionRows> predict(
      ShardReader reader,
      NearestNeighbour neighbours,
      BooleanSupplier stop,
      LongConsumer progress) {
    reader.verify();
    PredictionRows rows = new PredictionRows(reader.columns(), model.classes());
    float[] block = new float[Math.min(blockRows, reader.rows()) * model.grid().points()];
    for (int first = 0; first < reader.rows(); first += blockRows) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      int count = Math.min(blockRows, reader.rows() - first);
      reader.read(first, count, block);
      set(rows, first, count, engine.predict(block, count));
      neighbours.look(rows, first, count, block);
      progress.accept(count);
    }
    return Optional.of(rows);
  }

  private void set(PredictionRows rows, int first, int count, float[] probabilities) {
    int classes = model.classes().spaceGroups().size();
    float[] left = new float[classes];
    for (int i = 0; i < count; i++) {
      System.arraycopy(probabilities, i * classes, left, 0, classes);
      requireNumbers(left);
      int label = rows.label(first + i);
      rows.setLoss(first + i, label < 0 ? Float.NaN : loss(left[label]));
      for (int rank = 0; rank < Math.min(PredictionRows.KEPT, classes); rank++) {
        int best = largest(left);
        rows.setPredicted(first + i, rank, best, left[best]);
        left[best] = -1;
      }
    }
  }

  private static void requireNumbers(float[] probabilities) {
    for (float probability : probabilities) {
      if (!(probability >= 0)) {
        throw new EvaluationException(
            "the model gives %s as a probability: its parameters have gone astray; take an older"
                    .formatted(probability)
                + " checkpoint");
      }
    }
  }

  /** Of a probability that a float rounded to 0 the least there is, so that losses stay finite. */
  private static float loss(float probability) {
    return (float) -Math.log(Math.max(probability, Float.MIN_NORMAL));
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public void close() {
    engine.close();
  }
}
