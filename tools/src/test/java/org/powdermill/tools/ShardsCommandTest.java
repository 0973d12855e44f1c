package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.hdf5.ShardReader;

class ShardsCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int POINTS = 851;

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void makeThreeShards() {
    run = folder.resolve("run");
    generate(run, "--seed", "5");
  }

  private static void generate(Path out, String... options) {
    List<Object> words =
        new ArrayList<>(List.of("generate", "--out", out, "--count", "25", "--shard-size", "10"));
    words.addAll(List.of("--two-theta", "5:90:0.1"));
    words.addAll(List.of(options));
    Call call = Call.of(words.toArray());
    assertThat(call.status()).as(call.err()).isZero();
  }

  private Path shard(int number) {
    return run.resolve("shard-0000000%d.h5".formatted(number));
  }

  private static JsonNode json(Call call) throws IOException {
    return JSON.readTree(call.out());
  }

  @Test
  void listTellsEachShardAndWhatIsMissing() throws IOException {
    Files.delete(shard(1));
    Call call = Call.of("shards", "list", run, "--json");

    assertThat(call.status()).isZero();
    JsonNode list = json(call);
    assertThat(list.get("diffractograms").asInt()).isEqualTo(15);
    assertThat(list.get("missing").toString()).isEqualTo("[{\"first_shard\":1,\"last_shard\":1}]");
    JsonNode last = list.get("shards").get(1);
    assertThat(last.get("shard").asInt()).isEqualTo(2);
    assertThat(last.get("first_index").asInt()).isEqualTo(20);
    assertThat(last.get("last_index").asInt()).isEqualTo(24);
    assertThat(last.get("rows").asInt()).isEqualTo(5);
    assertThat(last.get("store").asText()).isEqualTo("float32");
    assertThat(last.get("seed").asInt()).isEqualTo(5);
    assertThat(last.get("bytes").asLong()).isEqualTo(Files.size(shard(2)));
    assertThat(Call.of("shards", "list", run).out())
        .contains("; 1 missing between them, from shard 1 on")
        .contains(shard(2).toString());
  }

  @Test
  void shardsThatAReaderPutAwayAreListedToo() throws IOException {
    Path putAway = Files.createDirectories(run.resolve("consumed/00000"));
    Files.move(shard(0), putAway.resolve("shard-00000000.h5"));

    JsonNode list = json(Call.of("shards", "list", run, "--json"));
    assertThat(list.get("shards")).hasSize(3);
    assertThat(list.get("shards").get(0).get("file").asText()).contains("consumed");
    assertThat(list.get("missing")).isEmpty();
  }

  @Test
  void listNamesAShardWhoseHeaderCannotBeTrusted() throws IOException {
    Files.writeString(shard(1), "no HDF5");
    Call call = Call.of("shards", "list", run);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out()).contains("2 shards, 15 diffractograms");
    assertThat(call.err()).startsWith(shard(1) + ": HDF5: not as Powdermill writes it");
  }

  @Test
  void verifyFindsNothingInGoodShards() throws IOException {
    Call call = Call.of("shards", "verify", run, "--json");

    assertThat(call.status()).isZero();
    assertThat(json(call).get("shards").asInt()).isEqualTo(3);
    assertThat(json(call).get("damaged").asInt()).isZero();
    assertThat(json(call).get("diffractograms").asInt()).isEqualTo(25);
  }

  @Test
  void verifyNamesFileAndPlaceOfAFlippedBit() throws IOException {
    byte[] bytes = Files.readAllBytes(shard(1));
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard(1), bytes);
    Call call = Call.of("shards", "verify", run);

    assertThat(call.status()).isEqualTo(1);
    List<String> lines = call.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith(shard(1) + ": /diffractogram: ")
        .endsWith("; remove the file and make it again");
    assertThat(lines.get(1)).startsWith("3 shards, 1 damaged");
  }

  @Test
  void verifyNamesAShardUnderAnotherName() throws IOException {
    Files.copy(shard(1), shard(7));
    Call call = Call.of("shards", "verify", run);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out()).startsWith(shard(7) + ": /index: this is shard 1, by another name");
  }

  @Test
  void verifyNamesAShardOfAnotherRun() throws IOException {
    Path other = folder.resolve("other");
    generate(other, "--seed", "6");
    Files.copy(other.resolve("shard-00000002.h5"), shard(3));
    Files.delete(shard(2));
    Files.move(shard(3), shard(2));
    Call call = Call.of("shards", "verify", run);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out())
        .startsWith(shard(2) + ": attributes: made by another run")
        .contains("seed is 6, not 5");
  }

  @ParameterizedTest
  @CsvSource({"float32", "float16", "peaks"})
  void headShowsRowsAndTheirHighestMaxima(String store) throws IOException {
    Path out = folder.resolve(store);
    generate(out, "--store", store);
    Call call = Call.of("shards", "head", out, "--rows", "2", "--maxima", "3", "--json");

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode head = json(call).get("head");
    assertThat(head).hasSize(2);
    try (ShardReader reader = ShardReader.open(out.resolve("shard-00000000.h5"))) {
      assertThat(head.get(1).get("index").asInt()).isEqualTo(1);
      assertThat(head.get(1).get("space_group").asInt())
          .isEqualTo(reader.columns().row(1).spaceGroup());
      assertThat(head.get(1).get("volume").floatValue())
          .isEqualTo(reader.columns().row(1).volume());
    }
    assertThat(head.get(1).get("maxima").get(0).get("intensity").asDouble()).isEqualTo(1);
    assertThat(Call.of("shards", "head", out, "--rows", "2").out().lines()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"float32", "float16", "peaks"})
  void csvGivesTheSameNumbersBack(String store) throws IOException {
    Path out = folder.resolve(store);
    generate(out, "--store", store);
    Path csv = folder.resolve("csv");
    Call call = Call.of("shards", "convert", out, "--to", "csv", "--out", csv, "--json");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(json(call).get("diffractograms").asInt()).isEqualTo(25);
    List<String> lines = Files.readAllLines(csv.resolve("shard-00000002.csv"));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .startsWith("index,space_group,label,crystallite_size,volume,density_factor,")
        .endsWith(",89.9,90");
    String[] cells = lines.get(5).split(",", -1);
    assertThat(cells[0]).isEqualTo("24");
    try (ShardReader reader = ShardReader.open(out.resolve("shard-00000002.h5"))) {
      float[] row = new float[POINTS];
      reader.read(4, 1, row);
      for (int i = 0; i < POINTS; i++) {
        assertThat(Float.parseFloat(cells[7 + i])).isEqualTo(row[i]);
      }
    }
    assertThat(csv.resolve("provenance.json")).exists();
  }

  @Test
  void aDamagedShardIsNotConverted() throws IOException {
    byte[] bytes = Files.readAllBytes(shard(1));
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard(1), bytes);
    Path out = folder.resolve("out");
    Call call = Call.of("shards", "convert", shard(1), "--out", out);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).startsWith("powdermill shards convert: " + shard(1));
    assertThat(out).isDirectoryNotContaining("glob:**.npz");
  }

  @Test
  void twoShardsOfTheSameNameAreNotWrittenOverEachOther() {
    Call call = Call.of("shards", "convert", run, shard(0), "--out", folder.resolve("out"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("two shards would become").contains("shard-00000000.npz");
  }

  @Test
  void aFolderWithoutShardsIsNamed() {
    for (String command : List.of("list", "verify", "head")) {
      Call call = Call.of("shards", command, folder);
      assertThat(call.status()).isEqualTo(1);
      assertThat(call.err()).contains(folder + " holds no shard: name a folder with");
    }
  }
}
