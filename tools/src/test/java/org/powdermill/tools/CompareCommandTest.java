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

class CompareCommandTest {

  private static final Path EXAMPLES = Call.PROJECT.resolve("docs/examples");

  @TempDir Path folder;

  private Call compare(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "compare",
                "--structures",
                EXAMPLES,
                "--out",
                folder.resolve("out"),
                "--count",
                500));
    words.addAll(List.of(more));
    return Call.of(words.toArray());
  }

  @Test
  void leavesDistancesAndAPage() throws IOException {
    Call call = compare("--split", "random");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).startsWith("500 synthetic crystals beside ");
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("comparison.json", "comparison.html", "provenance.json");
    }
    JsonNode file = new ObjectMapper().readTree(folder.resolve("out/comparison.json").toFile());
    assertThat(file.get("version").asText()).isEqualTo("1.0");
    assertThat(file.get("statistics_digest").asText())
        .isEqualTo(StatisticsFile.builtIn().statistics().digest());
    JsonNode comparison = file.get("comparison");
    assertThat(comparison.get("crystals").get("synthetic").asInt()).isEqualTo(500);
    assertThat(comparison.get("frequencies").get("probability").asDouble()).isBetween(0.0, 1.0);
    JsonNode density = comparison.get("samples").get(0);
    assertThat(density.get("name").asText()).isEqualTo("density_factor");
    assertThat(density.get("kolmogorov_smirnov").get("target").asDouble()).isEqualTo(0.05);
    assertThat(comparison.get("samples").get(1).get("kolmogorov_smirnov").get("target").isNull())
        .isTrue();
    assertThat(Files.readString(folder.resolve("out/comparison.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("<svg", "density factor")
        .doesNotContain("http://localhost", "NaN", "<script");
  }

  @Test
  void takesTheSidesFromLists() throws IOException {
    Path one = Files.writeString(folder.resolve("one.txt"), "rutile\nhalite\n");
    Path other = Files.writeString(folder.resolve("other.txt"), "copper\nzincite\ncorundum\n");

    Call call = compare("--statistics-ids", one, "--test-ids", other);

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).contains("beside 2 of the statistics and 3 held out");
  }

  @Test
  void otherStructuresThanThoseOfTheStatisticsAreAnError() {
    Call call = compare();

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip().lines()).hasSize(1);
    assertThat(call.err()).contains("the statistics were made of other structures", "--test-ids");
  }

  @Test
  void aListOfOneSideIsWrongUsage() {
    Call call = compare("--test-ids", folder.resolve("x.txt"));

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("go together");
  }
}
