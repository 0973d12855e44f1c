package org.powdermill.trainer.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.Build;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.model.ModelArray;
import org.powdermill.hdf5.model.ModelFile;
import org.powdermill.hdf5.model.ModelFileException;
import org.powdermill.hdf5.model.ModelHeader;

/**
 * A trained network as a file keeps it: how it treats raw diffractograms, and where it comes from.
 *
 * @param network what it computes
 * @param classes space group of each output
 * @param grid angles of the diffractograms, as many as the network takes
 * @param wavelength angstrom
 * @param statisticsDigest of the statistics that its training data were drawn from
 * @param training what it was trained on, JSON
 */
public record SavedModel(
    Network network,
    SpaceGroupClasses classes,
    TwoThetaGrid grid,
    double wavelength,
    String statisticsDigest,
    String training) {

  private static final String ADAM = "adam";
  private static final String ADAM_AND_AVERAGE = "adam, average";
  private static final String AVERAGE = ModelArray.OPTIMIZER + "/average";

  /**
   * Checks that grid and classes are those of the network.
   *
   * @throws IllegalArgumentException if they are not
   */
  public SavedModel {
    if (grid.points() != network.points()) {
      throw new IllegalArgumentException(
          "a grid of %d points for a network of %d".formatted(grid.points(), network.points()));
    }
    if (classes.spaceGroups().size() != network.classes()) {
      throw new IllegalArgumentException(
          "%d space groups for %d classes"
              .formatted(classes.spaceGroups().size(), network.classes()));
    }
  }

  /**
   * Writes the model with the parameters of an engine, replacing what stands there.
   *
   * @param withOptimizer whether Adam's moments are kept too: three times the size, and training
   *     can go on
   * @throws org.powdermill.files.FileException if that fails; an older file stays as it was
   * @throws NetworkException if a parameter is no finite number
   */
  public void write(Path file, Engine engine, boolean withOptimizer) {
    write(file, engine, withOptimizer, Map.of());
  }

  /**
   * Writes a checkpoint: the model with Adam's moments, and with averages of the parameters.
   *
   * @param average of each parameter by its name; may be empty
   * @throws org.powdermill.files.FileException if that fails; an older file stays as it was
   * @throws NetworkException if a parameter is no finite number
   */
  public void writeCheckpoint(Path file, Engine engine, Map<String, float[]> average) {
    write(file, engine, true, average);
  }

  private void write(
      Path file, Engine engine, boolean withOptimizer, Map<String, float[]> average) {
    if (!engine.network().equals(network)) {
      throw new IllegalArgumentException("the engine computes another network");
    }
    ModelHeader header =
        new ModelHeader(
            NetworkJson.write(network),
            word(network.preprocessing()),
            classes,
            grid,
            wavelength,
            statisticsDigest,
            training,
            optimizer(withOptimizer, !average.isEmpty()),
            engine.steps(),
            Build.current().toString());
    try {
      ModelFile.write(
          file,
          header,
          arrays(network, withOptimizer, !average.isEmpty()),
          array ->
              array.group().equals(AVERAGE) ? average.get(array.name()) : values(engine, array));
    } catch (IllegalArgumentException e) {
      throw new NetworkException(
          "cannot write %s: %s; the training has gone astray: go on from an older checkpoint with a"
                  .formatted(file, e.getMessage())
              + " smaller learning rate",
          e);
    }
  }

  private static String optimizer(boolean moments, boolean average) {
    if (!moments) {
      return ModelHeader.NO_OPTIMIZER;
    }
    return average ? ADAM_AND_AVERAGE : ADAM;
  }

  /**
   * Reads what a file says of its model, without the numbers.
   *
   * @throws ModelFileException if it is no model or makes no sense
   * @throws org.powdermill.files.FileException if it cannot be read
   */
  public static SavedModel read(Path file) {
    return of(file, ModelFile.header(file));
  }

  /**
   * Sets parameters of an engine from a file; moments and steps too where both file and caller have
   * them.
   *
   * @param engine of the very network in the file
   * @param withOptimizer whether Adam's state is wanted
   * @throws ModelFileException if the file is not to be trusted; the engine is then worthless
   * @throws NetworkException if the file holds another network, or no state of Adam
   * @throws org.powdermill.files.FileException if it cannot be read
   */
  public static SavedModel readInto(Engine engine, Path file, boolean withOptimizer) {
    return readInto(engine, file, withOptimizer, Map.of());
  }

  /**
   * Sets parameters, moments and steps of an engine from a checkpoint.
   *
   * @param average filled with the averages: an array for each parameter, or empty
   * @throws ModelFileException if the file is not to be trusted; the engine is then worthless
   * @throws NetworkException if the file holds another network, no state of Adam, or no averages
   *     where some are wanted
   * @throws org.powdermill.files.FileException if it cannot be read
   */
  public static SavedModel readCheckpoint(Engine engine, Path file, Map<String, float[]> average) {
    return readInto(engine, file, true, average);
  }

  private static SavedModel readInto(
      Engine engine, Path file, boolean withOptimizer, Map<String, float[]> average) {
    ModelHeader header =
        ModelFile.read(
            file,
            found -> {
              if (!of(file, found).network().equals(engine.network())) {
                throw new NetworkException("%s holds another network".formatted(file));
              }
              boolean hasAverage = found.optimizer().equals(ADAM_AND_AVERAGE);
              boolean has = hasAverage || found.optimizer().equals(ADAM);
              if (withOptimizer && !has) {
                throw new NetworkException(
                    "%s has no state of the optimizer: take a checkpoint".formatted(file));
              }
              if (!average.isEmpty() && !hasAverage) {
                throw new NetworkException(
                    "%s has no averages of weights: take another checkpoint".formatted(file));
              }
              return arrays(engine.network(), has, hasAverage);
            },
            array ->
                array.group().equals(AVERAGE)
                    ? !average.isEmpty()
                    : withOptimizer || array.group().equals(ModelArray.PARAMETERS),
            (array, values) -> {
              if (array.group().equals(AVERAGE)) {
                average.put(array.name(), values);
              } else {
                set(engine, array, values);
              }
            });
    if (withOptimizer) {
      engine.setSteps(header.steps());
    }
    return of(file, header);
  }

  private static SavedModel of(Path file, ModelHeader header) {
    try {
      Network network = NetworkJson.read(header.network());
      if (!word(network.preprocessing()).equals(header.preprocessing())) {
        throw new IllegalArgumentException(
            "preprocessing %s, but the network has %s"
                .formatted(header.preprocessing(), word(network.preprocessing())));
      }
      return new SavedModel(
          network,
          header.classes(),
          header.grid(),
          header.wavelength(),
          header.statisticsDigest(),
          header.training());
    } catch (NetworkException | IllegalArgumentException e) {
      throw ModelFileException.damaged(file, "attributes", e.getMessage(), e);
    }
  }

  private static String word(Preprocessing preprocessing) {
    return preprocessing.name().toLowerCase(Locale.ROOT);
  }

  private static List<ModelArray> arrays(
      Network network, boolean withOptimizer, boolean withAverage) {
    List<ModelArray> arrays = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      arrays.add(new ModelArray(ModelArray.PARAMETERS, parameter.name(), parameter.shape()));
    }
    for (Moment moment : withOptimizer ? Moment.values() : new Moment[0]) {
      for (Parameter parameter : network.parameters()) {
        arrays.add(new ModelArray(group(moment), parameter.name(), parameter.shape()));
      }
    }
    for (Parameter parameter : withAverage ? network.parameters() : List.<Parameter>of()) {
      arrays.add(new ModelArray(AVERAGE, parameter.name(), parameter.shape()));
    }
    return arrays;
  }

  private static String group(Moment moment) {
    return "%s/%s_moment".formatted(ModelArray.OPTIMIZER, moment.name().toLowerCase(Locale.ROOT));
  }

  private static float[] values(Engine engine, ModelArray array) {
    for (Moment moment : Moment.values()) {
      if (array.group().equals(group(moment))) {
        return engine.moment(array.name(), moment);
      }
    }
    return engine.parameter(array.name());
  }

  private static void set(Engine engine, ModelArray array, float[] values) {
    for (Moment moment : Moment.values()) {
      if (array.group().equals(group(moment))) {
        engine.setMoment(array.name(), moment, values);
        return;
      }
    }
    engine.setParameter(array.name(), values);
  }
}
