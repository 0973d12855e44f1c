package org.powdermill.tests.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.files.FailurePoint;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.tests.faults.Program;

/** Whatever ends a training, it goes on to the same bits. One thread computes. */
class KilledTrainingTest {

  /** A point where the training is killed, and at which passage. */
  private record Death(FailurePoint point, int passage) {}

  /** In this order, each of the training that went on from the one before; 3 epochs of 8 steps. */
  private static final List<Death> DEATHS =
      List.of(
          new Death(FailurePoint.TRAINING_AFTER_STEP, 3),
          new Death(FailurePoint.TRAINING_BEFORE_MODEL, 1),
          new Death(FailurePoint.TRAINING_AFTER_MODEL, 2),
          new Death(FailurePoint.TRAINING_BEFORE_CHECKPOINT, 1),
          new Death(FailurePoint.TRAINING_AFTER_CHECKPOINT, 1),
          new Death(FailurePoint.TRAINING_AFTER_STEP, 7),
          new Death(FailurePoint.TRAINING_BEFORE_PRUNING, 1),
          new Death(FailurePoint.TRAINING_AFTER_STEP, 8));

  @TempDir Path folder;

  private TrainingProcess processes;

  @BeforeEach
  void programs() {
    processes = new TrainingProcess(folder);
  }

  @Test
  void itIsKilledAtEveryPoint() {
    Set<FailurePoint> points = EnumSet.noneOf(FailurePoint.class);
    DEATHS.forEach(death -> points.add(death.point()));
    assertThat(points)
        .containsExactlyElementsOf(
            Arrays.stream(FailurePoint.values())
                .filter(point -> point.name().startsWith("TRAINING_"))
                .toList());
  }

  @Test
  void onlineTrainingThatIsKilledAgainAndAgainEndsWithTheSameBits() throws IOException {
    Path stream = processes.stream();
    Path undisturbed = folder.resolve("undisturbed");
    Path copy = copy(stream, folder.resolve("copy"));
    TrainingProcess.end(processes.start("-", 0, processes.train(undisturbed, from(copy), 3)), 0);

    Path run = folder.resolve("run");
    List<String> arguments = processes.train(run, from(stream), 3);
    for (Death death : DEATHS) {
      TrainingProcess.end(
          processes.start(death.point().name(), death.passage(), arguments), Program.KILLED);
    }
    TrainingProcess.end(processes.start("-", 0, arguments), 0);

    TrainingProcess.requireSame(run, undisturbed);
  }

  @Test
  void killedBeforeItsLastWordToTheStreamItSaysItWhenItIsStartedAgain() {
    Path stream = processes.stream();
    List<String> arguments = processes.train(folder.resolve("run"), from(stream), 1);
    TrainingProcess.end(
        processes.start(FailurePoint.TRAINING_AFTER_CHECKPOINT.name(), 1, arguments),
        Program.KILLED);
    assertThat(isFinished(stream)).isFalse();

    TrainingProcess.end(processes.start("-", 0, arguments), 0);

    assertThat(isFinished(stream)).isTrue();
  }

  private static boolean isFinished(Path stream) {
    StreamAccess access = StreamAccess.of(stream);
    long consumer = access.latestEpoch(StreamSide.CONSUMER, 0);
    return access.state(StreamSide.CONSUMER, consumer).orElseThrow().side().finished();
  }

  private static List<String> from(Path stream) {
    return List.of("--stream", stream.toString(), "--shuffle-window", "50");
  }

  @Test
  void trainingThatIsAskedToEndSavesInTheMiddleOfAnEpochAndLeavesWith75() throws IOException {
    List<String> data = List.of("--data", processes.set().toString());
    Path undisturbed = folder.resolve("undisturbed");
    TrainingProcess.end(processes.start("-", 0, processes.train(undisturbed, data, 3)), 0);

    Path run = folder.resolve("run");
    List<String> arguments = processes.train(run, data, 3);
    try (Program training = processes.start("-", 0, arguments)) {
      awaitStep(run, training);
      training.signal("TERM");
      assertThat(training.status()).as(training.output()).isEqualTo(75);
    }
    assertThat(Files.readString(run.resolve("metrics.jsonl"))).contains("\"stopped\"");
    TrainingProcess.end(processes.start("-", 0, arguments), 0);

    TrainingProcess.requireSame(run, undisturbed);
  }

  private static void awaitStep(Path run, Program training) throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    while (!Files.exists(metrics) || !Files.readString(metrics).contains("\"step\"")) {
      assertThat(training.isAlive()).as(training.output()).isTrue();
      Thread.onSpinWait();
    }
  }

  @Test
  void aDamagedCheckpointIsPassedOverAndMoreEpochsGoOn() throws IOException {
    List<String> data = List.of("--data", processes.set().toString());
    Path undisturbed = folder.resolve("undisturbed");
    TrainingProcess.end(processes.start("-", 0, processes.train(undisturbed, data, 3)), 0);

    Path run = folder.resolve("run");
    TrainingProcess.end(processes.start("-", 0, processes.train(run, data, 2)), 0);
    Path newest = run.resolve("checkpoints/checkpoint-000000016.h5");
    try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(new byte[100]);
    }
    TrainingProcess.end(processes.start("-", 0, processes.train(run, data, 3)), 0);

    TrainingProcess.requireSame(run, undisturbed);
    assertThat(Files.readString(folder.resolve("output.txt")))
        .contains("an older checkpoint is tried");
  }

  @Test
  void trainingWithoutALivingProducerLeavesWith75AndLosesNothing() throws IOException {
    Path stream = processes.stream();
    Files.delete(stream.resolve("end.json"));
    Path run = folder.resolve("run");
    List<String> arguments = processes.train(run, from(stream), 30, "--peer-timeout", "2s");

    TrainingProcess.end(processes.start("-", 0, arguments), 75);

    // 480 diffractograms in windows of 50: the last 30 wait for others.
    assertThat(run.resolve("checkpoints/checkpoint-000000028.h5")).exists();
    assertThat(Files.readString(folder.resolve("output.txt"))).contains("no producer");
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
