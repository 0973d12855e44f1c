package org.powdermill.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {

  @TempDir Path folder;

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(folder.resolve(Provenance.FILE).toFile());
  }

  @Test
  void aRunThatWasKilledNamesNoEnd() throws IOException {
    new Provenance(List.of("generate", "--seed", "7")).seed("seed", 7).begin(folder);

    JsonNode record = read();
    assertThat(record.path("finished").isNull()).isTrue();
    assertThat(record.path("status").isNull()).isTrue();
    assertThat(record.path("seeds").path("seed").asLong()).isEqualTo(7);
    assertThat(record.path("earlier")).isEmpty();
  }

  @Test
  void runsThatWorkedInAFolderBeforeAreKeptInShort() throws IOException {
    new Provenance(List.of("generate", "first")).begin(folder);
    Provenance second = new Provenance(List.of("generate", "second"));
    second.begin(folder);
    second.end(folder, 75);
    new Provenance(List.of("generate", "third")).writeInto(folder);

    JsonNode record = read();
    assertThat(record.path("status").asInt(-1)).isZero();
    assertThat(record.path("earlier"))
        .extracting(run -> run.path("command").path(1).asText(), run -> run.path("status").asText())
        .containsExactly(tuple("first", "null"), tuple("second", "75"));
    assertThat(record.path("earlier").get(0).path("host").asText())
        .isEqualTo(record.path("machine").path("host").asText());
  }

  @Test
  void ofVeryManyRunsTheLastOnesAreKept() throws IOException {
    for (int run = 0; run < 104; run++) {
      new Provenance(List.of("generate", Integer.toString(run))).writeInto(folder);
    }

    assertThat(read().path("earlier")).hasSize(100);
    assertThat(read().path("earlier").get(99).path("command").get(1).asText()).isEqualTo("102");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"earlier\": ", "{\"earlier\": 3, \"machine\": null}"})
  void whatIsNoRecordDoesNotStopARun(String text) throws IOException {
    Files.writeString(folder.resolve(Provenance.FILE), text);

    new Provenance(List.of("generate")).begin(folder);

    assertThat(read().path("command").get(0).asText()).isEqualTo("generate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://me:s3cret@host/a.cif | https://me:***@host/a.cif",
        "{\"api_key\": \"s3cret\", \"seed\": 7} | {\"api_key\": \"***\", \"seed\": 7}",
        "https://host/a?access_token=s3cret&b=1 | https://host/a?access_token=***&b=1",
        "PASSWORD=s3cret | PASSWORD=***",
        "/home/me/tokens/a.cif | /home/me/tokens/a.cif",
        "--two-theta=5:90:0.1 | --two-theta=5:90:0.1",
      })
  void secretsAreMasked(String word, String recorded) throws IOException {
    new Provenance(List.of("simulate", word))
        .option("source", word, "environment variable POWDERMILL_SIMULATE_SOURCE")
        .writeInto(folder);

    assertThat(read().path("command").get(1).asText()).isEqualTo(recorded);
    assertThat(read().path("options").path("source").path("value").asText()).isEqualTo(recorded);
    assertThat(Files.readString(folder.resolve(Provenance.FILE))).doesNotContain("s3cret");
  }

  @Test
  void filesThatWereReadAndMadeHaveTheirDigests() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "abc");
    Provenance provenance =
        new Provenance(List.of("simulate"))
            .input(file)
            .input(folder)
            .outputs(folder, List.of("a.txt", "missing.txt"));
    provenance.writeInto(folder);

    String digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(provenance.digestOfInput(file)).contains(digest);
    assertThat(provenance.digestOfInput(folder)).isEmpty();
    assertThat(read().path("outputs")).hasSize(1);
    assertThat(read().path("outputs").get(0).path("path").asText()).isEqualTo("a.txt");
    assertThat(read().path("outputs").get(0).path("sha256").asText()).isEqualTo(digest);
  }
}
