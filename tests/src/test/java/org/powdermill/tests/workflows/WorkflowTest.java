package org.powdermill.tests.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The workflow with profile {@code test}: a miniature of everything, with real programs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkflowTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAUNCHER = WorkflowCall.PROJECT.resolve("powdermill").toString();

  /** The run that the first test makes and later ones look at. */
  @TempDir private static Path miniature;

  @TempDir private Path folder;

  /** On one core, both must run at the same time all the same; the trainer begins. */
  @Test
  @Order(1)
  void everythingRunsOnOneCoreWithTheTrainerFirst() throws IOException {
    WorkflowCall call =
        WorkflowCall.start(
            miniature,
            List.of("taskset", "--cpu-list", firstCore()),
            arguments("run", "-profile", "test", "--epochs", "1", "--launcher", trainerFirst()));

    assertThat(call.status()).as(call.output()).isZero();
    Path run = theRun(miniature);
    assertThat(run.resolve("training/model-last.h5")).isNotEmptyFile();
    assertThat(run.resolve("testsets/open.h5")).isNotEmptyFile();
    assertThat(run.resolve("report.html")).content().contains("parkcnn-small");
    assertThat(run.resolve("versions.yml")).content().contains("nextflow: \"24.10.0\"");
    JsonNode metrics = JSON.readTree(run.resolve("evaluation/metrics.json").toFile());
    assertThat(metrics.at("/open/n").asInt()).isEqualTo(40);
    JsonNode manifest = JSON.readTree(run.resolve("training/manifest.json").toFile());
    assertThat(manifest.at("/sha256/model-last.h5").asText()).hasSize(64);
    for (String file : List.of("trace.txt", "report.html", "timeline.html", "dag.mmd")) {
      assertThat(miniature.resolve("results/nextflow").resolve(file)).isNotEmptyFile();
    }
    assertThat(call.processes()).isEmpty();
  }

  @Test
  @Order(2)
  void resumeRedoesNothingThatStands() throws IOException {
    String before = digests("training", "testsets", "evaluation");

    WorkflowCall call =
        WorkflowCall.start(
            miniature,
            List.of(),
            arguments(
                "run",
                "-profile",
                "test",
                "--epochs",
                "1",
                "--launcher",
                trainerFirst(),
                "-resume"));

    assertThat(call.status()).as(call.output()).isZero();
    assertThat(call.output()).doesNotContain("Submitted process");
    for (String process : List.of("TESTSETS", "GENERATE", "TRAIN", "EVALUATE", "REPORT")) {
      assertThat(call.output()).contains("Cached process > " + process);
    }
    assertThat(digests("training", "testsets", "evaluation")).isEqualTo(before);
  }

  /** The same on one core with the generator first: the training goes on where it had ended. */
  @Test
  @Order(3)
  void moreEpochsGoOnWithTheSameRunAndTheGeneratorMayBeFirst() throws IOException {
    WorkflowCall call =
        WorkflowCall.start(
            miniature,
            List.of("taskset", "--cpu-list", firstCore()),
            arguments("run", "-profile", "test", "--epochs", "2", "--launcher", generatorFirst()));

    assertThat(call.status()).as(call.output()).isZero();
    assertThat(theRun(miniature).resolve("training/metrics.jsonl"))
        .content()
        .contains("\"resumed\":true");
    JsonNode manifest = JSON.readTree(theRun(miniature).resolve("training/manifest.json").toFile());
    assertThat(manifest.get("epochs").asInt()).isEqualTo(2);
    assertThat(call.processes()).isEmpty();
  }

  /** Without -resume: Nextflow knows of nothing, and the stream is no more. */
  @Test
  @Order(4)
  void aFinishedTrainingReturnsItsModelWithoutAStream() throws IOException {
    Path run = theRun(miniature);
    Files.move(run.resolve("stream"), miniature.resolve("stream-set-aside"));
    String before = digests("training");

    WorkflowCall call =
        WorkflowCall.start(
            miniature, List.of(), arguments("run", "-profile", "test", "--step", "train"));

    assertThat(call.status()).as(call.output()).isZero();
    assertThat(call.output()).contains("Submitted process > GENERATE", "report: ");
    assertThat(run.resolve("stream")).doesNotExist();
    assertThat(digests("training")).isEqualTo(before);
  }

  @Test
  void aWrongParameterIsOneLineBeforeTheFirstProcess() {
    WorkflowCall call =
        WorkflowCall.start(folder, List.of(), arguments("run", "-profile", "test", "--epoch", "3"));

    assertThat(call.status()).as(call.output()).isEqualTo(2);
    assertThat(call.output().lines().filter(line -> line.startsWith("ERROR")))
        .containsExactly(
            "ERROR ~ powdermill workflow: there is no parameter --epoch: did you mean --epochs?");
    assertThat(call.output()).doesNotContain("Submitted process");
  }

  @Test
  void aSignalLeavesNoProcessAndNoHalfFile() throws IOException {
    WorkflowCall call =
        WorkflowCall.start(
            folder, List.of(), arguments("run", "-profile", "test", "--epochs", "100000"));
    call.await(
        "a training that runs", () -> holds("training/metrics.jsonl", "\"event\":\"epoch\""));

    call.terminate();

    assertThat(call.status()).as(call.output()).isEqualTo(75);
    assertThat(call.output()).contains("interrupted; the same call with -resume goes on");
    assertThat(call.processes()).isEmpty();
    assertThat(files(theRun(folder))).noneMatch(file -> file.toString().endsWith(".tmp"));
    assertThat(theRun(folder).resolve("training/checkpoints"))
        .isDirectoryContaining("glob:**/checkpoint-*.h5");
  }

  /** A trainer that never comes: the generator gives up, and nothing is left running. */
  @Test
  void aPeerThatNeverStartsEndsTheRun() throws IOException {
    String script =
        """
        #!/bin/bash
        [[ $1 != train ]] || exec sleep 1000
        exec '%s' "$@"
        """
            .formatted(LAUNCHER);
    WorkflowCall call =
        WorkflowCall.start(
            folder,
            List.of(),
            arguments(
                "run",
                "-profile",
                "test",
                "--peer_timeout",
                "5s",
                "--max_retries",
                "0",
                "--launcher",
                executable(folder.resolve("launcher"), script)));

    assertThat(call.status()).as(call.output()).isEqualTo(1);
    assertThat(call.output()).contains("(75)");
    assertThat(call.output().lines().filter(line -> line.startsWith("powdermill workflow: ")))
        .singleElement()
        .asString()
        .startsWith("powdermill workflow: GENERATE failed: powdermill generate: ")
        .endsWith("; -resume goes on");
    assertThat(call.processes()).isEmpty();
  }

  private static String[] arguments(String... words) {
    return words;
  }

  /** A launcher whose generator waits for the trainer. */
  private static String trainerFirst() throws IOException {
    String script =
        """
        #!/bin/bash
        if [[ $1 == generate ]]; then
          for ((look = 0; look < 3000; look++)); do
            [[ ! -d $3/consumer/owner-1 ]] || break
            sleep 0.1
          done
        fi
        exec '%s' "$@"
        """
            .formatted(LAUNCHER);
    return executable(miniature.resolve("launcher"), script);
  }

  /** A launcher whose trainer waits for the second start of the generator. */
  private static String generatorFirst() throws IOException {
    String script =
        """
        #!/bin/bash
        if [[ $1 == train ]]; then
          for ((look = 0; look < 3000; look++)); do
            [[ ! -d $3/producer/owner-2 ]] || break
            sleep 0.1
          done
        fi
        exec '%s' "$@"
        """
            .formatted(LAUNCHER);
    return executable(miniature.resolve("launcher-generator-first"), script);
  }

  private static String executable(Path file, String script) throws IOException {
    if (!Files.exists(file)) {
      Files.writeString(file, script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return file.toString();
  }

  /** One that this process may run on. */
  private static String firstCore() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.replaceFirst("\\D*(\\d+).*", "$1"))
        .findFirst()
        .orElse("0");
  }

  private boolean holds(String file, String text) {
    try (Stream<Path> all = Files.find(folder, 4, (path, kind) -> path.endsWith(file))) {
      Path found = all.findFirst().orElse(null);
      return found != null && Files.readString(found).contains(text);
    } catch (IOException | UncheckedIOException e) {
      return false; // being made
    }
  }

  private static Path theRun(Path folder) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return runs.filter(run -> Files.exists(run.resolve("run.json"))).findFirst().orElseThrow();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).toList());
    }
  }

  /** Names and times of all files in parts of the run. */
  private static String digests(String... parts) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      for (Path file : files(theRun(miniature).resolve(part)).stream().sorted().toList()) {
        text.append(file).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
      }
    }
    return text.toString();
  }
}
