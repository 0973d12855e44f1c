package org.powdermill.tools;

import java.nio.file.Path;
import java.util.Optional;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.testset.BuiltInTestSet;
import org.powdermill.testset.TestSetSummary;
import org.powdermill.trainer.evaluation.EvaluatedSet;
import org.powdermill.trainer.evaluation.EvaluationException;
import org.powdermill.trainer.evaluation.NearestNeighbour;
import org.powdermill.trainer.network.SavedModel;

/**
 * The test set that comes with the program, as a file for as long as it is needed: the end of the
 * JVM waits for it to be removed.
 */
final class BuiltInSet implements AutoCloseable {

  /** By this word instead of a file's name it is asked for. */
  static final Path WORD = Path.of("built-in");

  /** Instead of a file's name: no labelled patterns. */
  private static final Path NONE = Path.of("none");

  private final Path file;
  private final AtomicFile.Saving saving = AtomicFile.saving();
  private Optional<Path> written = Optional.empty();

  /** To be written into a folder when it is asked for. */
  BuiltInSet(Path folder) {
    this.file = AtomicFile.temporary(folder.resolve(WORD + ".h5"));
  }

  /**
   * The set where it is asked for, else the named file.
   *
   * @throws EvaluationException if it is asked for and does not fit the model
   */
  Path orFile(Path named, SavedModel model) {
    if (!named.equals(WORD)) {
      return named;
    }
    try (ShardReader reader = ShardReader.open(path())) {
      EvaluatedSet unused = EvaluatedSet.of(WORD.toString(), file, reader, model);
      return file;
    } catch (EvaluationException e) {
      throw new EvaluationException(
          "the built-in set has 2theta %s and %s angstrom, the model %s and %s: name sets made with"
                  .formatted(
                      TwoThetaGrid.DEFAULT,
                      DiffractionSettings.DEFAULT.wavelength().angstrom(),
                      model.grid(),
                      model.wavelength())
              + " powdermill testset");
    }
  }

  private Path path() {
    if (written.isEmpty()) {
      TestSetSummary unused = BuiltInTestSet.write(file);
      written = Optional.of(file);
    }
    return file;
  }

  /** The labelled patterns of a file; without one those of this set, if they fit the model. */
  NearestNeighbour neighbours(Path named, SavedModel model) {
    if (NONE.equals(named)) {
      return NearestNeighbour.none();
    }
    if (named != null) {
      return NearestNeighbour.read(orFile(named, model), model);
    }
    try {
      return NearestNeighbour.read(path(), model);
    } catch (EvaluationException e) {
      return NearestNeighbour.none(); // another grid: nobody asked for it
    }
  }

  @Override
  public void close() {
    written.ifPresent(AtomicFile::delete);
    saving.close();
  }
}
