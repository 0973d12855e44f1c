package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.statistics.Sha256;

/** From crystals to an evaluation, and all of it again from what provenance.json recorded. */
class ReproductionTest {

  /** Each leaves a record, in the order in which they were run. */
  private static final List<String> RECORDS =
      List.of(
          "statistics/provenance.json",
          "shards/provenance.json",
          "stream/provenance.json",
          "testsets/synthetic.provenance.json",
          "training/provenance.json",
          "evaluation/provenance.json",
          "predictions/provenance.json",
          "simulation/provenance.json");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theRecordedCommandsMakeTheSameFilesAgain() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    makeAll(first);

    for (String record : RECORDS) {
      List<String> command = new ArrayList<>();
      for (JsonNode word : read(first.resolve(record)).path("command")) {
        command.add(word.asText().replace(first.toString(), second.toString()));
      }
      run(command.toArray());
    }

    SortedMap<String, String> digests = digests(first);
    assertThat(digests).isNotEmpty().isEqualTo(digests(second));
    for (String record : RECORDS) {
      JsonNode provenance = read(first.resolve(record));
      assertThat(provenance.path("status").asInt(-1)).as(record).isZero();
      assertThat(provenance.path("finished").asText()).as(record).endsWith("Z");
      for (JsonNode output : provenance.path("outputs")) {
        Path file = first.resolve(record).resolveSibling(output.path("path").asText());
        assertThat(output.path("sha256").asText()).as(file.toString()).isEqualTo(sha256(file));
      }
      assertThat(provenance.path("outputs"))
          .as("outputs of %s", record)
          .isEqualTo(read(second.resolve(record)).path("outputs"));
    }
    requireThatThePartsBelongTogether(first, second);
  }

  /** Crystals of three space groups, one alone of its lattice type; three steps of training. */
  private static void makeAll(Path run) throws IOException {
    Path crystals = Files.createDirectory(run.resolveSibling("crystals"));
    for (String name : List.of("copper", "silicon", "halite", "fluorite", "spinel", "zincite")) {
      Files.copy(
          Call.PROJECT.resolve("docs/examples/%s.cif".formatted(name)),
          crystals.resolve(name + ".cif"));
    }
    Path statistics = run.resolve("statistics/statistics.json.gz");
    String grid = "5:90:0.1";
    run(
        "statistics",
        crystals,
        "--minimum-crystals",
        1,
        "--test-fraction",
        0,
        "--seed",
        1,
        "--out",
        run.resolve("statistics"));
    for (String where :
        List.of("--out " + run.resolve("shards"), "--stream " + run.resolve("stream"))) {
      String[] words = where.split(" ", 2);
      run(
          "generate",
          words[0],
          words[1],
          "--count",
          30,
          "--shard-size",
          10,
          "--seed",
          3,
          "--two-theta",
          grid,
          "--statistics",
          statistics);
    }
    Path set = run.resolve("testsets/synthetic.h5");
    run(
        "testset",
        "--synthetic",
        12,
        "--two-theta",
        grid,
        "--statistics",
        statistics,
        "--out",
        set);
    run(
        "train",
        "--stream",
        run.resolve("stream"),
        "--network",
        "parkcnn-small",
        "--epochs",
        1,
        "--batches-per-epoch",
        3,
        "--batch-size",
        8,
        "--validation-size",
        6,
        "--statistics",
        statistics,
        "--testset",
        set,
        "--threads",
        1,
        "--device",
        "cpu",
        "--out",
        run.resolve("training"));
    Path model = run.resolve("training/model-last.h5");
    run(
        "evaluate",
        "--model",
        model,
        "--testset",
        set,
        "--neighbours",
        "none",
        "--threads",
        1,
        "--device",
        "cpu",
        "--out",
        run.resolve("evaluation"));
    run(
        "predict",
        "--model",
        model,
        Call.RUTILE,
        "--device",
        "cpu",
        "--picture",
        run.resolve("predictions"),
        "--picture-format",
        "svg");
    run("simulate", Call.RUTILE, "--format", "csv,h5,svg", "--out", run.resolve("simulation"));
  }

  private static void run(Object... words) {
    Call call = Call.of(words);
    assertThat(call.status()).as("%s: %s", List.of(words), call.err()).isZero();
  }

  /** The page of the run finds each digest said alike; of a run with another model it does not. */
  private static void requireThatThePartsBelongTogether(Path run, Path other) throws IOException {
    Call call = Call.of("report", run, "--json");
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(JSON.readTree(call.out()).path("mismatches")).isEmpty();
    String page = Files.readString(run.resolve("report.html"));
    assertThat(page)
        .contains("What was made from what", "the same: <code>", "<td>model-last.h5</td>")
        .contains("<td>seed of the stream</td>", "<td>synthetic.h5</td>")
        .doesNotContain("not the same", "does not belong together");

    run(
        "testset",
        "--synthetic",
        13,
        "--two-theta",
        "5:90:0.1",
        "--out",
        run.resolve("testsets/synthetic.h5"));
    Call mixed = Call.of("report", run, "--json");
    assertThat(JSON.readTree(mixed.out()).path("mismatches")).hasSize(2);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "What does not belong together", "<strong class=\"mismatch\">not the same</strong>");
    assertThat(Call.of("report", other).out()).doesNotContain("belong together");
  }

  /** Of all files that hold neither times nor the names of folders. */
  private static SortedMap<String, String> digests(Path run) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (name.matches(".*\\.(h5|gz|csv|txt|svg)|.*/(metrics|summary|stream|end)\\.json")
            && !name.contains("checkpoints/")) {
          digests.put(name, sha256(file));
        }
      }
    }
    return digests;
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(Sha256.bytes(Files.readAllBytes(file)));
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }
}
