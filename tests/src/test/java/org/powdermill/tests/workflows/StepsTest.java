package org.powdermill.tests.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The steps that are not the whole, on ten real crystals; what one leaves the next one takes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StepsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** With this division the test side has crystals of classes. */
  private static final List<String> CRYSTALS =
      List.of(
          "--structures",
          examples(),
          "--minimum_crystals",
          "1",
          "--split",
          "random",
          "--split_seed",
          "1");

  @TempDir private static Path folder;

  private static Path baseline() {
    return folder.resolve("baseline");
  }

  private static Path evaluation() {
    return folder.resolve("evaluation");
  }

  @Test
  @Order(1)
  void statisticsCanBeSetBesideWhatTheyYield() {
    Path run = folder.resolve("statistics");

    WorkflowCall call = call("statistics", run, CRYSTALS, "--compare", "--compare_count", "20");

    assertThat(call.status()).as(call.output()).isZero();
    assertThat(call.output()).contains("report: " + run.resolve("report.html"));
    assertThat(run.resolve("statistics/summary.html")).isNotEmptyFile();
    assertThat(run.resolve("statistics/split-test.txt")).isNotEmptyFile();
    assertThat(run.resolve("report.html"))
        .content()
        .contains("<td>density factor</td>", "href=\"./comparison/comparison.html\"");
    assertThat(run.resolve("training")).doesNotExist();
  }

  @Test
  @Order(2)
  void theBaselineLearnsFromTheRealCrystalsOfOneSideAndIsTestedOnTheOther() throws IOException {
    WorkflowCall call =
        call(
            "baseline",
            baseline(),
            CRYSTALS,
            "--network",
            "parkcnn-small",
            "--dropout",
            "--two_theta",
            "5:90:0.05",
            "--sizes_per_crystal",
            "2",
            "--epochs",
            "2",
            "--batch_size",
            "4",
            "--validation_size",
            "0",
            "--trainer_threads",
            "1",
            "--device",
            "cpu");

    assertThat(call.status()).as(call.output()).isZero();
    assertThat(metrics(baseline()).at("/real/n").asInt()).isEqualTo(2);
    assertThat(baseline().resolve("stream")).doesNotExist();
    assertThat(baseline().resolve("training/settings.json"))
        .content()
        .containsPattern("\"dropout\"\\s*:\\s*true")
        .containsPattern("\"rows\\\\?\"\\s*:\\s*14");
    assertThat(baseline().resolve("report.html")).content().contains("<td>real</td>");
    assertThat(call.processes()).isEmpty();
  }

  @Test
  @Order(3)
  void anEvaluationTakesAModelAndTestSets() throws IOException {
    WorkflowCall call = evaluate(baseline().resolve("training/model-last.h5"));

    assertThat(call.status()).as(call.output()).isZero();
    assertThat(metrics(evaluation()).fieldNames()).toIterable().containsExactly("a", "b");
    assertThat(metrics(evaluation()).get("a").get("top1"))
        .isEqualTo(metrics(baseline()).at("/real/top1"));
    assertThat(evaluation().resolve("evaluation/b/report.html")).isNotEmptyFile();
    assertThat(Files.readString(evaluation().resolve("report.html")).split("<td>a</td>", -1))
        .hasSize(2);
  }

  @Test
  @Order(4)
  void anotherModelIsAnotherEvaluationAndIsRefusedInTheSameFolder() throws IOException {
    String before = Files.readString(evaluation().resolve("evaluation/metrics.json"));

    WorkflowCall call =
        evaluate(Files.writeString(folder.resolve("damaged.h5"), "This is no model."));

    assertThat(call.status()).as(call.output()).isEqualTo(1);
    assertThat(call.output())
        .contains("holds another run, with another model: name another folder")
        .doesNotContain("Submitted process");
    assertThat(evaluation().resolve("evaluation/metrics.json")).content().isEqualTo(before);
  }

  private static WorkflowCall evaluate(Path model) throws IOException {
    for (String name : List.of("a.h5", "b.h5")) {
      if (!Files.exists(folder.resolve(name))) {
        Files.copy(baseline().resolve("testsets/real.h5"), folder.resolve(name));
      }
    }
    return call(
        "evaluate",
        evaluation(),
        List.of("--model", model.toString(), "--testsets", "b.h5,a.h5", "--device", "cpu"));
  }

  private static WorkflowCall call(String step, Path run, List<String> crystals, String... more) {
    return WorkflowCall.start(
        folder,
        List.of(),
        Stream.of(
                Stream.of("run", "--step", step, "--run_dir", run.toString()),
                crystals.stream(),
                Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private static JsonNode metrics(Path run) throws IOException {
    return JSON.readTree(run.resolve("evaluation/metrics.json").toFile());
  }

  private static String examples() {
    return Stream.of(
            "calcite",
            "copper",
            "corundum",
            "fluorite",
            "halite",
            "quartz",
            "rutile",
            "silicon",
            "spinel",
            "zincite")
        .map(name -> WorkflowCall.PROJECT.resolve("docs/examples/%s.cif".formatted(name)))
        .map(Path::toString)
        .collect(Collectors.joining(","));
  }
}
