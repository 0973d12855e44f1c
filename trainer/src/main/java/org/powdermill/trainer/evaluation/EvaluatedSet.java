package org.powdermill.trainer.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.ShardColumns;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.testset.IdList;
import org.powdermill.testset.TestSetException;
import org.powdermill.testset.TestSetFiles;
import org.powdermill.trainer.network.SavedModel;

/**
 * A set that fits a model.
 *
 * @param name by which metrics and predictions are named: of the file, without .h5
 * @param file the set
 * @param kind where its crystals come from
 * @param notes what a reader of the figures should know, one line each
 * @param coarseMatches ids with a coarse match in the statistics, where that is known
 */
public record EvaluatedSet(
    String name, Path file, SetKind kind, List<String> notes, Optional<Set<String>> coarseMatches) {

  /** Of angstrom and of degrees: numbers that were written in another way. */
  private static final double TOLERANCE = 1e-9;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps the lists. */
  public EvaluatedSet {
    notes = List.copyOf(notes);
  }

  /** The name that a file gives its set. */
  public static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".h5") ? name.substring(0, name.length() - 3) : name;
  }

  /**
   * Looks whether a set fits a model.
   *
   * @throws EvaluationException if it does not; the message says what differs and what to do
   * @throws org.powdermill.hdf5.ShardException if it cannot be trusted
   * @throws FileException if it cannot be read
   */
  public static EvaluatedSet of(String name, Path file, ShardReader reader, SavedModel model) {
    ShardIdentity identity = reader.header().identity();
    requireSameRadiation(file, identity, model);
    requireRowsOfClasses(file, reader.columns(), model.classes());
    return new EvaluatedSet(
        name, file, kind(identity), notes(identity, model), coarseMatches(file));
  }

  private static void requireSameRadiation(Path file, ShardIdentity set, SavedModel model) {
    List<String> differences = new ArrayList<>();
    List<String> options = new ArrayList<>();
    TwoThetaGrid grid = model.grid();
    if (!same(set.grid(), grid)) {
      differences.add("2theta %s, not %s".formatted(set.grid(), grid));
      options.add("--two-theta " + grid);
    }
    if (!(Math.abs(set.wavelength() - model.wavelength()) <= TOLERANCE)) {
      differences.add(
          "wavelength %s angstrom, not %s".formatted(set.wavelength(), model.wavelength()));
      options.add("--wavelength " + model.wavelength());
    }
    if (!differences.isEmpty()) {
      throw new EvaluationException(
          "%s does not fit the model: %s; make it again: powdermill testset ... %s"
              .formatted(file, String.join(", ", differences), String.join(" ", options)));
    }
  }

  private static boolean same(TwoThetaGrid one, TwoThetaGrid other) {
    return one.points() == other.points()
        && Math.abs(one.min() - other.min()) <= TOLERANCE
        && Math.abs(one.max() - other.max()) <= TOLERANCE;
  }

  private static void requireRowsOfClasses(
      Path file, ShardColumns columns, SpaceGroupClasses classes) {
    for (int row = 0; row < columns.rows(); row++) {
      if (classes.label(columns.row(row).spaceGroup()) >= 0) {
        return;
      }
    }
    throw new EvaluationException(
        "%s: none of its %d rows is of one of the model's %d classes; name a set with such rows"
            .formatted(file, columns.rows(), classes.spaceGroups().size()));
  }

  private static SetKind kind(ShardIdentity identity) {
    try {
      JsonNode settings = JSON.readTree(identity.settings());
      return SetKind.of(settings.path("kind").asText(""), settings.path("resample").asText("none"));
    } catch (JsonProcessingException e) {
      return SetKind.GENERATED; // whoever wrote it is not testset
    }
  }

  private static List<String> notes(ShardIdentity set, SavedModel model) {
    List<String> notes = new ArrayList<>();
    if (!set.classes().equals(model.classes())) {
      notes.add(
          "The set has %d classes, the model %d: labels are the model's, by space group."
              .formatted(set.classes().spaceGroups().size(), model.classes().spaceGroups().size()));
    }
    if (!set.statisticsDigest().equals(model.statisticsDigest())) {
      notes.add(
          "The set was held out from other statistics than those the model learned from: it may hold"
              + " crystals or structure types that these know.");
    }
    return notes;
  }

  private static Optional<Set<String>> coarseMatches(Path file) {
    Path list = TestSetFiles.beside(file, TestSetFiles.COARSE_MATCHES);
    try {
      if (!Files.isRegularFile(list)) {
        return Optional.empty();
      }
      return Optional.of(Files.size(list) == 0 ? Set.of() : IdList.read(list));
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(list, AtomicFile.reason(e)), e);
    } catch (TestSetException e) {
      throw new EvaluationException(e.getMessage());
    }
  }
}
