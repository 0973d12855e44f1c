package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowParametersCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'epoch': 3} | there is no parameter --epoch: did you mean --epochs?",
        "{'batch-size': 3, 'batchSize': 3}"
            + " | parameters are written with an underscore: --batch_size",
        "{'colour': 'red'}"
            + " | there is no parameter --colour: powdermill workflow-parameters --list shows all",
        "{'epochs': 'ten'} | --epochs ten: want a whole number from 1",
        "{'epochs': 0} | --epochs 0: want a whole number from 1",
        "{'slurm_jobs': 'three'} | --slurm_jobs three: want one of one, two",
        "{'label_smoothing': 1} | --label_smoothing 1: want a number from 0 below 1",
        "{'step': 'baseline'} | --step baseline wants --structures",
        "{'step': 'evaluate'} | --step evaluate wants --model and --testsets",
        "{'structures': '/no/such'} | --structures /no/such: no such file or folder, or not readable",
        "{'statistics': '/no/such'} | --statistics /no/such: no such file, or not readable",
        "{'step': 'evaluate', 'model': 'pom.xml', 'testsets': 'a.h5', 'structures': 'pom.xml'}"
            + " | --structures goes not with --step evaluate",
        "{'compare': true} | --compare wants --structures",
        "{'two_theta': '5:60:0.02'} | the built-in test set has 2theta 5.0:90.0:0.01 and CuKa1:"
            + " with another --two_theta or --wavelength add --built_in_testset false",
        "{'wavelength': 'MoKa1'} | the built-in test set has 2theta 5.0:90.0:0.01 and CuKa1:"
            + " with another --two_theta or --wavelength add --built_in_testset false",
        "{'two_theta': '9:5:1'} | 2theta range 9.0:5.0:1.0: want 0 < MIN < MAX < 180 degrees and"
            + " a positive STEP",
        "{'classes': 200} | --classes 200: the statistics have 93",
        "{'classes': 5, 'space_groups': '2,14'}"
            + " | --classes goes neither with --structures nor with --space_groups",
        "{'outdir': 'a\\\\b'} | --outdir a\\b: want a text that fits ^[^'\\\\\\n]*$",
      })
  void whatIsWrongIsOneLine(String parameters, String line) {
    Call call = Call.of("workflow-parameters", parameters.replace('\'', '"'));

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).isEqualTo("powdermill workflow: " + line + System.lineSeparator());
  }

  @Test
  void theSameParametersAreTheSameRun() throws IOException {
    JsonNode first = run("{'seed': 7}");
    JsonNode second = run("{'seed': 7}");

    assertThat(second).isEqualTo(first);
    assertThat(Path.of(first.get("run_dir").asText()))
        .isEqualTo(folder.resolve(first.get("run_id").asText()).toAbsolutePath())
        .isDirectoryContaining("glob:**/provenance.json")
        .isDirectoryContaining("glob:**/versions.yml");
  }

  @Test
  void whereItRunsAndForHowLongIsNoOtherRun() throws IOException {
    String id = id("{'seed': 7}");

    assertThat(id("{'seed': 7, 'epochs': 5, 'ranks': 9, 'trainer_threads': 3, 'nodes': 2}"))
        .isEqualTo(id);
    assertThat(id("{'seed': 8}")).isNotEqualTo(id);
    assertThat(id("{'seed': 7, 'network': 'resnet-50'}")).isNotEqualTo(id);
    assertThat(id("{'seed': 7, 'classes': 3}")).isNotEqualTo(id);
  }

  @Test
  void anEvaluationIsItsModelAndItsTestSets() throws IOException {
    Path model = Files.writeString(folder.resolve("model.h5"), "a model");
    Path set = Files.writeString(folder.resolve("set.h5"), "a set");
    String call = "{'step': 'evaluate', 'model': '%s', 'testsets': '%s'".formatted(model, set);
    String id = id(call + "}");

    assertThat(id(call + ", 'seed': 7, 'network': 'resnet-50'}")).isEqualTo(id);
    Files.writeString(set, "another set");
    assertThat(id(call + "}")).isNotEqualTo(id);
  }

  @Test
  void aTestSetNamedAsOneThatTheRunMakesIsRefused() throws IOException {
    Path set = Files.writeString(folder.resolve("open.h5"), "a set");

    Call call = call("{'testsets': '%s'}".formatted(set));

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err())
        .contains("open.h5: the run makes a set of this name itself: rename the file");
    assertThat(call("{'testsets': '%s', 'built_in_testset': false}".formatted(set)).status())
        .isZero();
  }

  @Test
  void aFileCountsByItsContent() throws IOException {
    Path structures = Files.createDirectory(folder.resolve("cifs"));
    Path file = structures.resolve("a.cif");
    Files.writeString(file, "data_a");
    String parameters = "{'structures': '%s', 'outdir': '%s'}".formatted(structures, folder);
    String before = run(parameters).get("run_id").asText();
    Files.writeString(file, "data_b");

    assertThat(run(parameters).get("run_id").asText()).isNotEqualTo(before);
  }

  @Test
  void classesAreTheMostFrequentSpaceGroups() throws IOException {
    assertThat(run("{'classes': 4}").at("/parameters/space_groups").asText())
        .isEqualTo("14,62,139,225");
  }

  @Test
  void aFolderOfAnotherRunIsRefused() throws IOException {
    Path place = folder.resolve("here");
    run("{'seed': 7, 'run_dir': '%s'}".formatted(place));

    Call other = call("{'seed': 8, 'run_dir': '%s'}".formatted(place));

    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err())
        .isEqualTo(
            "powdermill workflow-parameters: %s holds another run, with another seed: name another folder%n"
                .formatted(place));
  }

  @Test
  void aFolderThatIsNoRunsIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "Dear");

    Call call = call("{'run_dir': '%s'}".formatted(folder));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("is not empty and holds no run");
    assertThat(folder).isDirectoryNotContaining("glob:**/run.json");
  }

  @Test
  void whatWasRemovedAndMadeAgainHasAnotherToken() throws IOException {
    JsonNode first = run("{'seed': 7}");
    Files.delete(Path.of(first.get("run_dir").asText(), "run.json"));

    JsonNode second = run("{'seed': 7}");

    assertThat(second.get("run_id")).isEqualTo(first.get("run_id"));
    assertThat(second.get("token")).isNotEqualTo(first.get("token"));
  }

  @Test
  void theListNamesEachParameter() {
    assertThat(Call.of("workflow-parameters", "--list").out())
        .contains("--network ", "[resnet-10]", "--peer_timeout ", "[10m]");
  }

  private String id(String parameters) throws IOException {
    return run(parameters).get("run_id").asText();
  }

  private JsonNode run(String parameters) throws IOException {
    Call call = call(parameters);
    assertThat(call.status()).as(call.err()).isZero();
    return JSON.readTree(call.out());
  }

  private Call call(String parameters) {
    String given = parameters.replace('\'', '"');
    return Call.of(
        "workflow-parameters",
        given.contains("outdir") || given.contains("run_dir")
            ? given
            : given.replaceFirst("}$", ", \"outdir\": \"" + folder + "\"}"));
  }
}
