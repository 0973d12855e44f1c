package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.production.ShardRecipe;
import org.powdermill.statistics.StatisticsFile;

class TestSetCommandTest {

  private static final Path EXAMPLES = Call.PROJECT.resolve("docs/examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Call call(String options) {
    List<String> words = new ArrayList<>(List.of("testset", "--out", set().toString()));
    for (String word : options.split(" ", -1)) {
      words.add(word.replace("EXAMPLES", EXAMPLES.toString()).replace("DIR", folder.toString()));
    }
    return Call.of(words.toArray());
  }

  private JsonNode json(String options) throws IOException {
    Call call = call(options + " --json");
    assertThat(call.status()).as(call.err()).isZero();
    return JSON.readTree(call.out());
  }

  private Path set() {
    return folder.resolve("set.h5");
  }

  private List<String> ids() {
    try (ShardReader reader = ShardReader.open(set())) {
      reader.verify();
      return IntStream.range(0, reader.rows())
          .mapToObj(row -> reader.columns().row(row).sourceId().orElseThrow())
          .toList();
    }
  }

  @Test
  void structuresOfWhichNothingIsKnownNeedTheOption() throws IOException {
    Call refused = call("--structures EXAMPLES");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err())
        .contains("name the list with --statistics-ids", "or say --allow-training-structures");
    assertThat(set()).doesNotExist();

    JsonNode summary = json("--structures EXAMPLES --allow-training-structures");
    assertThat(summary.get("n").asInt()).isEqualTo(10);
    assertThat(summary.get("classes").asInt()).isEqualTo(93);
    assertThat(summary.has("coarse_match_share")).isFalse();
    assertThat(ids()).contains("rutile", "quartz").isSorted();
  }

  @Test
  void typesThatStandInTheStatisticsAreRefused() throws IOException {
    Path statistics = folder.resolve("s");
    assertThat(
            Call.of("statistics", EXAMPLES, "--out", statistics, "--minimum-crystals", 1).status())
        .isZero();
    String known = "--structures EXAMPLES --statistics DIR/s/statistics.json.gz";

    JsonNode heldOut = json(known);
    assertThat(ids()).isEqualTo(Files.readAllLines(statistics.resolve("split-test.txt")));
    assertThat(heldOut.get("training_types").asInt()).isZero();
    assertThat(heldOut.get("coarse_match_share").asDouble()).isBetween(0.0, 1.0);
    assertThat(Files.readAllLines(folder.resolve("set.coarse-matches.txt"))).isSubsetOf(ids());

    assertThat(json(known + " --ids DIR/s/split-test.txt").get("n")).isEqualTo(heldOut.get("n"));

    Call refused = call(known + " --ids DIR/s/split-statistics.txt");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("structures are of types that stand in the statistics")
        .contains("--allow-training-structures");

    JsonNode allowed =
        json(known + " --ids DIR/s/split-statistics.txt --allow-training-structures");
    assertThat(allowed.get("training_types")).isEqualTo(allowed.get("n"));
  }

  @Test
  void aListOfStructuresThatAreNotAllThereSaysNothing() throws IOException {
    Files.writeString(folder.resolve("list.txt"), "rutile\nelsewhere\n");
    Call refused = call("--structures EXAMPLES --statistics-ids DIR/list.txt");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("of the 2 structures behind the statistics 1 are not among those given");
  }

  @Test
  void whatGivesNoRowIsNamedAndCounted() throws IOException {
    Files.writeString(folder.resolve("list.txt"), "rutile\nghost\ncopper\n");
    JsonNode summary =
        json(
            "--structures EXAMPLES --allow-training-structures --ids DIR/list.txt"
                + " --two-theta 5:40:0.01");

    // Copper's first reflection lies at 43 degrees.
    assertThat(ids()).containsExactly("rutile");
    assertThat(summary.get("rejected").asInt()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("set.rejects.csv")))
        .startsWith("source,kind,reason\n")
        .contains("ghost,missing,")
        .contains("copper,not-simulated,");
  }

  @Test
  void theBytesDependOnSeedAndNotOnThreadsOrOtherCrystals() throws IOException {
    String common = "--structures EXAMPLES --allow-training-structures --sizes-per-crystal 3";
    json(common + " --threads 1");
    byte[] one = Files.readAllBytes(set());
    List<String> ids = ids();
    float[] ofRutile = rows("rutile");
    json(common + " --threads 4");
    assertThat(Files.readAllBytes(set())).isEqualTo(one);
    assertThat(ids.stream().distinct().collect(Collectors.toList())).hasSize(10);
    assertThat(ids).hasSize(30);

    Files.writeString(folder.resolve("list.txt"), "rutile\n");
    json(common + " --ids DIR/list.txt");
    assertThat(rows("rutile")).isEqualTo(ofRutile);
    json(common + " --ids DIR/list.txt --seed 5");
    assertThat(rows("rutile")).isNotEqualTo(ofRutile);
  }

  private float[] rows(String id) {
    int first = ids().indexOf(id);
    try (ShardReader reader = ShardReader.open(set())) {
      float[] rows = new float[3 * 8501];
      reader.read(first, 3, rows);
      return rows;
    }
  }

  @ParameterizedTest
  @CsvSource({"rebuilt", "coordinates", "lattice", "both"})
  void resampledSetsCountWhatWouldFailTheCheck(String part) throws IOException {
    JsonNode summary = json("--structures EXAMPLES --allow-training-structures --resample " + part);

    assertThat(summary.get("n").asInt() + summary.get("rejected").asInt()).isEqualTo(10);
    assertThat(summary.get("symmetry_check_failed_share").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void limitsLeaveOut() throws IOException {
    JsonNode summary =
        json("--structures EXAMPLES --allow-training-structures --set all --limits 100:3");

    assertThat(summary.get("n").asInt() + summary.get("left_out").asInt()).isEqualTo(10);
    try (ShardReader reader = ShardReader.open(set())) {
      for (int row = 0; row < reader.rows(); row++) {
        assertThat(reader.columns().row(row).volume()).isLessThanOrEqualTo(100);
        assertThat(reader.columns().row(row).asymmetricUnitAtoms()).isLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  void syntheticSetsCanHaveImperfections() throws IOException {
    json("--synthetic 5 --imperfections paper");

    try (ShardReader reader = ShardReader.open(folder.resolve("set.h5"))) {
      reader.verify();
      assertThat(reader.header().identity().settings()).contains("\"impurity\":[0.0,0.05]");
    }
  }

  @Test
  void syntheticSetsHaveASeedThatNoRunMayHave() throws IOException {
    JsonNode summary = json("--synthetic 20");

    assertThat(summary.get("n").asInt()).isEqualTo(20);
    assertThat(ids()).startsWith("synthetic-0", "synthetic-1");
    try (ShardReader reader = ShardReader.open(set())) {
      assertThat(reader.header().identity().seed()).isEqualTo(ShardRecipe.RESERVED_SEED);
    }
    Call generate =
        Call.of("generate", "--out", folder.resolve("g"), "--count", 5, "--seed", Long.MIN_VALUE);
    assertThat(generate.status()).isEqualTo(2);
    assertThat(generate.err()).contains("is that of synthetic test sets: choose another");
  }

  @Test
  void measuredPatternsOfAFolder() throws IOException {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i <= 8500; i += 5) {
      double angle = 5 + i * 0.01;
      pattern.append(
          "%s %s%n".formatted(angle, 20 + 1000 * Math.exp(-(angle - 30) * (angle - 30))));
    }
    Files.writeString(folder.resolve("good.xy"), pattern);
    Files.writeString(folder.resolve("short.xy"), "10 1\n11 2\n");
    Files.writeString(
        folder.resolve("labels.csv"),
        "file,space_group,mineral\ngood.xy,225,Halite\nshort.xy,14,\n");
    JsonNode summary = json("--measured DIR");

    assertThat(summary.get("n").asInt()).isEqualTo(1);
    assertThat(summary.get("rejected").asInt()).isEqualTo(1);
    assertThat(summary.get("minerals").asInt()).isEqualTo(1);
    assertThat(summary.get("without_mineral").asInt()).isZero();
    assertThat(ids()).containsExactly("Halite#good.xy");
    assertThat(Files.readString(folder.resolve("set.rejects.csv"))).contains("short.xy");
  }

  @Test
  void theBuiltInSetBelongsToTheBuiltInStatistics() throws IOException {
    JsonNode summary = json("--built-in");

    assertThat(summary.get("n").asInt()).isEqualTo(378);
    assertThat(summary.get("n_outside").asInt()).isZero();
    assertThat(summary.get("classes").asInt()).isEqualTo(93);
    assertThat(summary.get("statistics_digest").asText())
        .isEqualTo(StatisticsFile.builtIn().statistics().digest());
    assertThat(ids()).allMatch(id -> id.matches("(mp|mvc)-\\d+")).doesNotHaveDuplicates();
    JsonNode provenance = JSON.readTree(folder.resolve("set.provenance.json").toFile());
    assertThat(provenance.at("/settings/summary/n").asInt()).isEqualTo(378);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--json | want one of --structures, --synthetic, --measured and --built-in",
        "--synthetic 5 --built-in | want one of --structures, --synthetic, --measured and --built-in",
        "--built-in --statistics x | the set of --built-in belongs to the built-in statistics",
        "--built-in --imperfections paper | --imperfections goes with --synthetic",
        "--synthetic 5 --imperfections dust | 'dust' is none of paper, noise, peaks,",
        "--structures x --set good | 'good' is none of all, match, match-corrected,",
        "--structures x --limits 5 | '5' is not VOLUME:ATOMS",
        "--structures x --resample both --label source | their label is spglib",
        "--structures x --sizes-per-crystal 2000 | want 1 to 1000",
        "--structures x --deflate 10 | '10' is not 0 to 9",
      })
  void wrongUsageIsOneLineAndStatus2(String options, String message) {
    Call call = call(options);

    assertThat(call.err().lines()).hasSize(1);
    assertThat(call.err()).contains(message).endsWith("see powdermill testset --help\n");
    assertThat(call.status()).isEqualTo(2);
  }
}
