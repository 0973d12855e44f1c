package org.powdermill.trainer.prediction;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

/** A model that computes. Serves one thread, always the same one. */
public final class Predictor implements AutoCloseable {

  private final SavedModel model;
  private final Engine engine;

  private Predictor(SavedModel model, Engine engine) {
    this.model = model;
    this.engine = engine;
  }

  /**
   * Reads a model.
   *
   * @param threads that it computes with
   * @throws org.powdermill.hdf5.model.ModelFileException if the file is not to be trusted
   * @throws org.powdermill.files.FileException if it cannot be read
   * @throws org.powdermill.trainer.network.NetworkException if it cannot be computed
   */
  public static Predictor load(Path file, int threads) {
    Engine engine =
        EngineProvider.onClassPath()
            .build(SavedModel.read(file).network(), 0, TrainingSettings.ofThreads(threads));
    try {
      return new Predictor(SavedModel.readInto(engine, file, false), engine);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** What it is. */
  public SavedModel model() {
    return model;
  }

  /**
   * Probabilities of the classes.
   *
   * @param diffractograms each on the model's grid, [rows][points]
   * @return [rows][classes]
   */
  public double[][] probabilities(List<float[]> diffractograms) {
    int points = model.grid().points();
    float[] rows = new float[diffractograms.size() * points];
    for (int row = 0; row < diffractograms.size(); row++) {
      System.arraycopy(diffractograms.get(row), 0, rows, row * points, points);
    }
    float[] found = engine.predict(rows, diffractograms.size());
    int classes = model.network().classes();
    double[][] probabilities = new double[diffractograms.size()][classes];
    for (int row = 0; row < probabilities.length; row++) {
      int start = row * classes;
      Arrays.setAll(probabilities[row], label -> found[start + label]);
    }
    return probabilities;
  }

  @Override
  public void close() {
    engine.close();
  }
}
