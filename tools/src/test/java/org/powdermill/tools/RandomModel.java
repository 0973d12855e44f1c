package org.powdermill.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.trainer.device.DeviceChoice;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

/** Writes models that nobody has trained. */
final class RandomModel {

  private RandomModel() {}

  /**
   * Writes a model.
   *
   * @param frequencies of the classes in training
   */
  static Path write(
      Path file, String network, TwoThetaGrid grid, List<Integer> classes, double... frequencies) {
    Engines.use(DeviceChoice.CPU);
    Network described = NetworkCatalogue.network(network, grid.points(), classes.size());
    String training =
        frequencies.length == 0
            ? "{}"
            : "{\"class_frequencies\":%s}".formatted(DoubleStream.of(frequencies).boxed().toList());
    SavedModel model =
        new SavedModel(described, new SpaceGroupClasses(classes), grid, 1.5406, "none", training);
    try (Engine engine =
        EngineProvider.onClassPath().build(described, 1, TrainingSettings.ofThreads(1))) {
      model.write(file, engine, false);
    }
    return file;
  }
}
