package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.tools.workflow.RunFolder;

/**
 * Stream and training of a folder that holds both, as those of the workflow and of {@code
 * slurm/online-training.sbatch} do.
 *
 * @param run the folder
 * @param stream null where there is none yet
 * @param training null where there is none yet
 */
record WorkflowStatus(String run, StreamStatus stream, RunStatus training) {

  private static final int MOST_RUNS = 100;

  /** Whether a folder holds both, or will. */
  static boolean isOne(Path folder) {
    return Files.exists(folder.resolve(RunFolder.FILE))
        || StreamInspection.isStream(stream(folder))
        || RunStatus.isRun(training(folder));
  }

  private static Path stream(Path folder) {
    return folder.resolve("stream");
  }

  private static Path training(Path folder) {
    return folder.resolve("training");
  }

  static WorkflowStatus read(Path folder) {
    return new WorkflowStatus(
        folder.toString(),
        StreamInspection.isStream(stream(folder))
            ? new StreamInspection(stream(folder)).read()
            : null,
        RunStatus.isRun(training(folder)) ? RunStatus.read(training(folder)) : null);
  }

  /** The runs in a folder of results. */
  static List<Path> runsIn(Path results) {
    try (Stream<Path> folders = Files.list(results)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(RunFolder.FILE)))
          .sorted()
          .limit(MOST_RUNS)
          .toList();
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(results, AtomicFile.reason(e)), e);
    }
  }

  /** All lines, each with a line feed. */
  String text() {
    return (stream == null ? "stream    none yet\n" : StreamStatusText.of(stream))
        + "\n"
        + (training == null ? "training  none yet\n" : RunStatusText.of(training));
  }

  /** Whether nothing more will come. */
  boolean isOver() {
    return training != null && training.isOver() && (stream == null || stream.isOver());
  }
}
