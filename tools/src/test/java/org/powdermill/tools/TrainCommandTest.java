package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| want either --stream or --data",
        "--stream s --data d.h5 | want either --stream or --data",
        "--data d.h5 --consume | --consume goes with --stream",
        "--data d.h5 --validation v.h5 --validation-size 3 | either --validation or --validation-size",
        "--data d.h5 --validation-size -1 | --validation-size is 0 for none, or more",
        "--data d.h5 --checkpoint-every 0 | is no time such as",
        "--data d.h5 --batch-size 0 | --batch-size",
        "--data d.h5 --epochs x | --epochs",
      })
  void whatDoesNotGoTogetherIsWrongUsage(String options, String message) {
    Call call = call(options);

    assertThat(call.status()).isEqualTo(Powdermill.WRONG_USAGE);
    assertThat(call.err()).contains(message).contains("see powdermill train --help");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSetThatIsNotThereIsOneLine() {
    Call call = call("--data d.h5 --device cpu");

    assertThat(call.status()).isEqualTo(Powdermill.ERROR);
    assertThat(call.err().lines()).singleElement().asString().contains("d.h5").contains("no such");
  }

  private Call call(String options) {
    List<String> words =
        Stream.concat(
                Stream.of("train", "--network", "parkcnn-small", "--out", out().toString()),
                Stream.of(options == null ? "" : options)
                    .flatMap(all -> Stream.of(all.split(" ")))
                    .filter(word -> !word.isEmpty()))
            .toList();
    return Call.in(folder, Map.of(), words.toArray());
  }

  private Path out() {
    return folder.resolve("run");
  }

  @Test
  void aTrainingLeavesModelsCurvesAndWhereTheyComeFrom() throws IOException {
    Path set = folder.resolve("set.h5");
    assertThat(
            Call.of("testset", "--synthetic", 12, "--two-theta", "5:90:0.1", "--out", set).status())
        .isZero();

    Call call =
        Call.of(
            "train",
            "--data",
            set,
            "--network",
            "parkcnn-small",
            "--epochs",
            2,
            "--batch-size",
            6,
            "--validation-size",
            5,
            "--testset",
            set,
            "--threads",
            1,
            "--device",
            "cpu",
            "--json",
            "--out",
            out());

    assertThat(call.err()).isEmpty();
    assertThat(call.status()).isZero();
    JsonNode summary = new ObjectMapper().readTree(call.out());
    assertThat(summary.path("ending").asText()).isEqualTo("complete");
    assertThat(summary.path("steps").asInt()).isEqualTo(4);
    assertThat(summary.path("diffractograms").asInt()).isEqualTo(24);
    assertThat(summary.path("waiting_share").asDouble()).isBetween(0.0, 1.0);
    assertThat(out().resolve("model-last.h5")).exists();
    assertThat(out().resolve("model-best.h5")).exists();
    assertThat(Files.readString(out().resolve("settings.json"))).contains("\"batch_size\" : 6");
    assertThat(Files.readString(out().resolve("provenance.json"))).contains("set.h5", "sha256");
    assertThat(out().resolve("tensorboard"))
        .isDirectoryContaining(file -> file.getFileName().toString().contains("tfevents"));
    requireThatEvaluationAgrees(set);
    Call status = Call.of("status", out());
    assertThat(status.out())
        .contains("test      validation, epoch 1", "test      set, epoch 1", "2 of 2 epochs");
  }

  /** The last model on the same set: what training told of it, and what evaluation tells. */
  private void requireThatEvaluationAgrees(Path set) throws IOException {
    Path folder = out().resolve("evaluation");
    Call call =
        Call.of(
            "evaluate",
            "--model",
            out().resolve("model-last.h5"),
            "--testset",
            set,
            "--neighbours",
            "none",
            "--device",
            "cpu",
            "--out",
            folder);
    assertThat(call.status()).as(call.err()).isZero();
    JsonNode evaluated =
        new ObjectMapper().readTree(folder.resolve("metrics.json").toFile()).path("set");
    JsonNode told = null;
    for (String line : Files.readAllLines(out().resolve("metrics.jsonl"))) {
      JsonNode event = new ObjectMapper().readTree(line);
      told = event.path("event").asText().equals("test") ? event : told;
    }
    assertThat(told).isNotNull();
    for (String figure : List.of("n", "n_outside", "top1", "top5", "loss")) {
      assertThat(evaluated.path(figure).asDouble())
          .as(figure)
          .isCloseTo(told.path(figure).asDouble(), within(1e-5));
    }
  }
}
