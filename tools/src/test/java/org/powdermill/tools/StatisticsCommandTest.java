package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.statistics.StatisticsFile;

class StatisticsCommandTest {

  private static final Path EXAMPLES = Call.PROJECT.resolve("docs/examples");

  @TempDir Path folder;

  private Call statistics(Object... more) {
    List<Object> words = new ArrayList<>(List.of("statistics", EXAMPLES, "--out", out()));
    words.addAll(List.of(more));
    return Call.of(words.toArray());
  }

  private Path out() {
    return folder.resolve("out");
  }

  @Test
  void leavesTheFilesThatScriptsExpect() throws IOException {
    Call call = statistics("--minimum-crystals", 1);

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).startsWith("10 crystals accepted, 0 refused, 0 left out; ");
    try (Stream<Path> files = Files.list(out())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "statistics.json.gz",
              "split-statistics.txt",
              "split-test.txt",
              "coarse-matches.txt",
              "rejects.csv",
              "summary.json",
              "summary.txt",
              "summary.html",
              "provenance.json");
    }
    List<String> ids = new ArrayList<>(Files.readAllLines(out().resolve("split-statistics.txt")));
    ids.addAll(Files.readAllLines(out().resolve("split-test.txt")));
    assertThat(ids).hasSize(10).contains("rutile", "halite");
    assertThat(StatisticsFile.read(out().resolve("statistics.json.gz")).statistics().groups())
        .isNotEmpty();
  }

  @Test
  void summaryHoldsCountsAndProof() throws IOException {
    statistics("--minimum-crystals", 1, "--seed", 7);
    JsonNode summary = new ObjectMapper().readTree(out().resolve("summary.json").toFile());

    assertThat(summary.get("accepted").asInt()).isEqualTo(10);
    assertThat(summary.get("refused").asInt()).isZero();
    assertThat(summary.get("left_out").asInt()).isZero();
    assertThat(summary.get("split").get("seed").asInt()).isEqualTo(7);
    assertThat(summary.get("proof").get("types_on_both_sides").asInt()).isZero();
    assertThat(summary.get("proof").get("units_on_both_sides").asInt()).isZero();
    assertThat(summary.get("groups").get("136").get("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void badEntryIsListedAndDoesNotEndTheRun() throws IOException {
    Path bad = folder.resolve("bad.cif");
    Files.writeString(bad, "data_bad\n_cell_length_a 5\n");
    Call call = statistics(bad, "--minimum-crystals", 1);

    assertThat(call.status()).isZero();
    assertThat(call.out()).startsWith("10 crystals accepted, 1 refused");
    assertThat(Files.readString(out().resolve("rejects.csv")))
        .startsWith("source,kind,reason\n")
        .contains("bad.cif: bad,refused,");
  }

  @Test
  void jsonIsOneLineWithTheSummary() throws IOException {
    Call call = statistics("--minimum-crystals", 1, "--json");

    JsonNode line = new ObjectMapper().readTree(call.out());
    assertThat(line.get("summary").get("accepted").asInt()).isEqualTo(10);
    assertThat(line.get("seconds").asDouble()).isPositive();
  }

  @Test
  void nothingToGatherFromIsAnErrorInOneLine() throws IOException {
    Path bad = folder.resolve("bad.cif");
    Files.writeString(bad, "data_bad\n_cell_length_a 5\n");
    Call call = Call.of("statistics", bad, "--out", out());

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip().lines()).hasSize(1);
    assertThat(call.err()).contains("no crystal to gather statistics from", "bad.cif");
  }

  @Test
  void wrongOptionsAreWrongUsage() {
    assertThat(statistics("--split", "half").status()).isEqualTo(2);
    assertThat(statistics("--test-fraction", 1).status()).isEqualTo(2);
    assertThat(statistics("--minimum-crystals", 0).status()).isEqualTo(2);
    assertThat(Call.of("statistics", folder.resolve("absent"), "--out", out()).err())
        .contains("no such file or folder");
  }
}
