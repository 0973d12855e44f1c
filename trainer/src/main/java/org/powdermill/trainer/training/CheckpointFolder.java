package org.powdermill.trainer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.powdermill.files.FileException;

/** The folder {@code checkpoints} of a run: model files with the number of steps in their names. */
final class CheckpointFolder {

  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{9,18})\\.h5");

  private final Path folder;

  CheckpointFolder(Path run) {
    this.folder = run.resolve("checkpoints");
  }

  /** Where the checkpoint of a number of steps is. */
  Path file(long steps) {
    return folder.resolve("checkpoint-%09d.h5".formatted(steps));
  }

  /**
   * All checkpoints, the newest first.
   *
   * @throws FileException if the folder cannot be read
   */
  List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> NAME.matcher(String.valueOf(entry.getFileName())).matches())
          .sorted(Comparator.comparingLong(CheckpointFolder::steps).reversed())
          .toList();
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  private static long steps(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is no checkpoint");
    }
    return Long.parseLong(name.group(1));
  }

  /** Makes the folder where it is missing. */
  void create() {
    AtomicFile.createFolder(folder);
  }

  /** Deletes all but the newest and those of some steps. */
  void prune(int keep, List<Long> steps) {
    FailurePoint.TRAINING_BEFORE_PRUNING.passed();
    newestFirst().stream()
        .skip(keep)
        .filter(file -> !steps.contains(steps(file)))
        .forEach(AtomicFile::delete);
  }
}
