package org.powdermill.trainer.prediction;

import java.nio.file.Path;
import java.util.List;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

/** Untrained models on few points. */
final class SmallModel {

  static final TwoThetaGrid GRID = new TwoThetaGrid(10, 40, 0.1);

  private SmallModel() {}

  static SavedModel of(String training, List<Integer> classes, TwoThetaGrid grid) {
    Network network = NetworkCatalogue.network("resnet-10-slim", grid.points(), classes.size());
    return new SavedModel(network, new SpaceGroupClasses(classes), grid, 1.5406, "none", training);
  }

  static SavedModel of(String training) {
    return of(training, List.of(2, 14, 62, 225), GRID);
  }

  static Path write(Path file, SavedModel model, long seed) {
    try (Engine engine =
        EngineProvider.onClassPath().build(model.network(), seed, TrainingSettings.ofThreads(1))) {
      model.write(file, engine, false);
    }
    return file;
  }
}
