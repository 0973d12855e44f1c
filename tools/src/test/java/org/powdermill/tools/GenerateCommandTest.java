package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.hdf5.ShardReader;

class GenerateCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void leavesShardsAnEndMarkerAndProvenance() throws IOException {
    Path out = folder.resolve("out");
    JsonNode summary = json("generate --out %s --count 25 --shard-size 10 --json", out);

    assertThat(names(out))
        .containsExactly(
            "end.json",
            "provenance.json",
            "shard-00000000.h5",
            "shard-00000001.h5",
            "shard-00000002.h5");
    assertThat(summary.get("diffractograms").asInt()).isEqualTo(25);
    assertThat(summary.get("shards_made").asInt()).isEqualTo(3);
    assertThat(summary.get("per_second").asDouble()).isPositive();
    JsonNode end = JSON.readTree(out.resolve("end.json").toFile());
    assertThat(end.get("count").asInt()).isEqualTo(25);
    JsonNode provenance = JSON.readTree(out.resolve("provenance.json").toFile());
    assertThat(provenance.get("seeds").get("seed").asInt()).isEqualTo(1);
    assertThat(provenance.get("settings").get("statistics_digest"))
        .isEqualTo(summary.get("statistics_digest"));

    JsonNode again = json("generate --out %s --count 25 --shard-size 10 --json", out);
    assertThat(again.get("shards_kept").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"float32", "float16", "peaks", "float32 --imperfections paper"})
  void oneIndexAloneIsTheRowOfTheShard(String store) {
    Path out = folder.resolve("out");
    String options = " --seed 11 --sizes-per-crystal 2 --store " + store;
    json("generate --json --out %s --first-index 20 --count 10 --shard-size 10" + options, out);
    json("generate --json --out %s --index 27" + options, out);

    try (ShardReader shard = ShardReader.open(out.resolve("shard-00000002.h5"));
        ShardReader alone = ShardReader.open(out.resolve("27.h5"))) {
      float[] row = new float[8501];
      shard.read(7, 1, row);
      assertThat(alone.readAll()).isEqualTo(row);
      assertThat(alone.columns().index(0)).isEqualTo(27);
      assertThat(alone.columns().row(0)).isEqualTo(shard.columns().row(7));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "noise | {\"additive_noise\":[0.0,0.02],\"multiplicative_noise\":[0.0,0.16]}",
        "background=0:0.5,background-length=5"
            + " | {\"background\":[0.0,0.5],\"background_length\":[5.0,5.0]}",
        "paper,background=0,additive-noise=0,multiplicative-noise=0,caglioti-u=0,caglioti-w=0"
            + " | {\"impurity\":[0.0,0.05],\"mixing\":[0.0,1.0]}",
        "peaks,mixing=0.5"
            + " | {\"caglioti_u\":[0.0,0.01],\"caglioti_w\":[0.0,0.01],\"mixing\":[0.5,0.5]}",
      })
  void imperfectionsStandInTheSettingsWithTheirRanges(String option, String settings)
      throws IOException {
    Path out = folder.resolve("out");
    json("generate --json --out %s --index 0 --imperfections " + option, out);

    try (ShardReader reader = ShardReader.open(out.resolve("0.h5"))) {
      reader.verify();
      JsonNode all = JSON.readTree(reader.header().identity().settings());
      assertThat(all.get("imperfections").toString()).isEqualTo(settings);
      assertThat(reader.header().identity().profile().mixing())
          .isEqualTo(option.contains("mixing=0.5") ? 0.5 : 0);
    }
  }

  @Test
  void cifsHaveTheSpaceGroupsOfTheShard() {
    Path out = folder.resolve("out");
    json("generate --json --out %s --count 20 --space-groups 14,62,225", out);
    json("generate --json --cif --out %s --count 19 --space-groups 225,62,14", out);
    json("generate --json --cif --out %s --index 19 --space-groups 14,62,225", out);

    try (ShardReader shard = ShardReader.open(out.resolve("shard-00000000.h5"))) {
      for (int i = 0; i < 20; i++) {
        CifResult result = new CifReader().read(out.resolve(i + ".cif")).get(0);
        CifResult.Accepted accepted = (CifResult.Accepted) result;
        assertThat(accepted.symmetry().number()).hasValue(shard.columns().row(i).spaceGroup());
        assertThat(List.of(14, 62, 225)).contains(shard.columns().row(i).spaceGroup());
        assertThat(shard.columns().label(i))
            .isEqualTo(List.of(14, 62, 225).indexOf(shard.columns().row(i).spaceGroup()));
      }
    }
  }

  @Test
  void aFolderOfAnotherSeedIsRefusedInOneLine() {
    Path out = folder.resolve("out");
    json("generate --json --out %s --count 5 --seed 1", out);
    Call call = call("generate --out %s --count 5 --seed 2", out);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip())
        .isEqualTo(
            "powdermill generate: %s holds shards of another run: seed is 1, not 2 (in"
                    .formatted(out)
                + " shard-00000000.h5); choose another folder, or the settings of that run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "| want either --count or --index",
        "--count 5 --index 3 | want either --count or --index",
        "--count 0 | Invalid value for option '--count': '0' is less than 1",
        "--count x | Invalid value for option '--count': 'x' is no whole number",
        "--index 3 --first-index 0 | --first-index goes with --count, not with --index",
        "--count 5 --first-index 500"
            + " | --first-index 500 is no multiple of the shard size 1000",
        "--count 5 --first-index 9223372036854775000"
            + " | there are no diffractograms with so large numbers",
        "--count 5 --shard-size 0 | Invalid value for option '--shard-size': '0' is less than 1",
        "--count 5 --threads 0 | Invalid value for option '--threads': '0' is less than 1",
        "--count 5 --deflate 10 | deflate level 10: want 0 to 9",
        "--count 5 --store float8 | Invalid value for option '--store': expected one of"
            + " [FLOAT32, FLOAT16, PEAKS] (case-insensitive) but was 'float8'",
        "--count 5 --size-range 20"
            + " | Invalid value for option '--size-range': '20' is not MIN:MAX in nm",
        "--count 5 --size-range 50:20"
            + " | crystallite sizes 50.0 to 20.0 nm: want 1 <= MIN <= MAX <= 10000",
        "--count 5 --space-groups 2,231"
            + " | Invalid value for option '--space-groups': there is no space group 231",
        "--count 5 --imperfections paper --store peaks"
            + " | peaks alone do not tell imperfections: want --store float32 or float16",
        "--count 5 --imperfections noise,dust | Invalid value for option '--imperfections': 'dust'"
            + " is none of paper, noise, peaks, additive-noise, multiplicative-noise, background,"
            + " background-length, impurity, mixing, caglioti-u, caglioti-v, caglioti-w",
        "--count 5 --imperfections noise=1 | Invalid value for option '--imperfections': 'noise' is"
            + " several: give each of additive-noise, multiplicative-noise its range",
        "--count 5 --imperfections impurity=0.1:2"
            + " | Invalid value for option '--imperfections': impurity 0.1:2.0: want 0.0 to 1.0",
        "--count 5 --imperfections mixing=1:2:3 | Invalid value for option '--imperfections':"
            + " '1:2:3' is neither MIN:MAX nor a number",
        "--count 5 --imperfections mixing=NaN"
            + " | Invalid value for option '--imperfections': range NaN:NaN: want MIN <= MAX",
        "--count 5 --sizes-per-crystal 2000"
            + " | 2000 crystallite sizes per crystal: want 1 to 1000",
      })
  void wrongUsageIsOneLineAndStatus2(String options, String message) {
    Path out = folder.resolve("out");
    Call call = call("generate --out %s " + (options == null ? "" : options), out);

    assertThat(call.err().strip())
        .isEqualTo("powdermill generate: %s; see powdermill generate --help".formatted(message));
    assertThat(call.status()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void aGroupThatIsNoClassIsNamed() {
    Call call = call("generate --out %s --count 5 --space-groups 2,3", folder.resolve("out"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("space group 3 is no class of the statistics");
  }

  @Test
  void aMissingStatisticsFileIsNamed() {
    Call call = call("generate --out %s --count 5 --statistics none.gz", folder.resolve("out"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("cannot read none.gz: no such file");
  }

  @Test
  void theBenchmarkTellsTheStagesAndLeavesNothing() throws IOException {
    JsonNode figures =
        json("benchmark generate --seconds 0.2 --threads 2 --folder %s --json", folder);

    assertThat(figures.get("diffractograms_per_second").asDouble()).isPositive();
    assertThat(figures.get("diffractograms_per_second_per_thread").asDouble()).isPositive();
    assertThat(figures.get("crystals_rejected_share").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.get("nanoseconds_per_stage").fieldNames())
        .toIterable()
        .containsExactly("crystal", "symmetry_check", "peaks", "profile", "imperfections", "write");
    assertThat(figures.get("median_volume").asDouble()).isBetween(100.0, 1000.0);
    assertThat(figures.get("mean_volume").asDouble()).isBetween(100.0, 2000.0);
    assertThat(figures.get("machine").get("cores").asInt()).isPositive();
    assertThat(folder).isEmptyDirectory();
  }

  private static Call call(String line, Path out) {
    return Call.of((Object[]) line.formatted(out).strip().split(" +", -1));
  }

  private static JsonNode json(String line, Path out) {
    Call call = call(line, out);
    assertThat(call.status()).as("%s: %s", line, call.err()).isZero();
    try {
      return JSON.readTree(call.out());
    } catch (IOException e) {
      throw new AssertionError(call.out(), e);
    }
  }

  private static List<String> names(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void ranksWithoutMpjExpressAreRefusedInOneLine(@TempDir Path out) {
    Call call = Call.of("generate", "--out", out, "--count", 10, "--ranks", 2);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().lines())
        .singleElement()
        .asString()
        .startsWith("powdermill generate: MPJ Express is not on the class path");
  }

  @Test
  void ranksMakeShardsOnly(@TempDir Path out) {
    Call call = Call.of("generate", "--out", out, "--index", 10, "--ranks", 2);

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("ranks make shards");
  }
}
