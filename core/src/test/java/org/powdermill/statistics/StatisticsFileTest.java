package org.powdermill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsFileTest {

  @TempDir Path folder;

  private static StatisticsFile made() {
    CrystalStatistics statistics =
        new StatisticsGatherer(new StatisticsSettings("by hand", "CC0", 1, false))
            .gather(
                List.of(
                    TestCrystals.cubic("1", 225, "t", "X", 5, "Na:a Cl:b"),
                    TestCrystals.cubic("2", 225, "u", "Y", 6.1, "Ca:a F:c"),
                    TestCrystals.cubic("3", 221, "v", "Z", 4.04, "Cs:a Cl:b")));
    return new StatisticsFile(
        statistics,
        new StatisticsOrigin("test", List.of("hand"), "random", 0.3, 7, 3, 1, new TreeMap<>()));
  }

  private Path written() {
    Path file = folder.resolve("statistics.json.gz");
    made().write(file);
    return file;
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(StatisticsFile.read(written())).isEqualTo(made());
  }

  @Test
  void sameStatisticsGiveTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(written());

    assertThat(Files.readAllBytes(written())).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":\"1.0\" | \"version\":\"2.0\" | has version 2.0; this program reads 1.x",
        "powdermill-statistics | something | is no statistics file: its format is something",
        "\"elements\":{\"Ca\":1 | \"elements\":{\"Ca\":2 | is not what its digest says",
        "\"elements\":{\"Ca\":1 | \"elements\":{\"Ca\":-1 | a number in elements of group 225 is -1",
        "\"elements\":{\"Ca\":1 | \"elements\":{\"Xx\":1 | 'Xx' is no element",
        "\"crystals\":2 | \"crystals\":\"two\" | is no statistics file",
        "\"space_group\":225 | \"space_group\":226 | group 225 is called 226",
        "\"wyckoff_positions\":{\"a\" | \"wyckoff_positions\":{\"z\" | has no Wyckoff position z",
        "\"repetitions\":{\"1\":4}, | `` | is no statistics file"
      })
  void changedFileIsNamedInOneLine(String from, String to, String message) throws IOException {
    Path file = written();
    String json = unzipped(file);
    assertThat(json).contains(from);
    zip(file, json.replaceFirst(java.util.regex.Pattern.quote(from), to));

    assertThatThrownBy(() -> StatisticsFile.read(file))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  void fieldsOfALaterMinorVersionAreSkipped() throws IOException {
    Path file = written();
    zip(file, unzipped(file).replace("\"version\":\"1.0\"", "\"version\":\"1.9\",\"more\":[1]"));

    assertThat(StatisticsFile.read(file)).isEqualTo(made());
  }

  @Test
  void whatIsNoStatisticsFileIsNamed() throws IOException {
    Path text = folder.resolve("text");
    Files.writeString(text, "no gzip");

    assertThatThrownBy(() -> StatisticsFile.read(text))
        .hasMessageContaining("text is no statistics");
    assertThatThrownBy(() -> StatisticsFile.read(folder.resolve("absent")))
        .hasMessageContaining("absent: no such file");
    Path cut = written();
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 200));
    assertThatThrownBy(() -> StatisticsFile.read(cut)).hasMessageContaining("or damaged");
  }

  @Test
  void builtInStatisticsAreThereWithTheirLicence() {
    StatisticsFile file = StatisticsFile.builtIn();

    assertThat(file.statistics().groups().size()).isBetween(80, 110);
    assertThat(file.statistics().licence()).contains("CC BY 4.0");
    assertThat(file.statistics().source()).contains("Materials Project");
    assertThat(file.origin().split()).isEqualTo("structure-type");
    assertThat(file.origin().testFraction()).isEqualTo(0.3);
    for (LatticeType type : LatticeType.values()) {
      assertThat(file.statistics().lattices().containsKey(type))
          .isEqualTo(type != LatticeType.CUBIC);
    }
  }

  private static String unzipped(Path file) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void zip(Path file, String text) throws IOException {
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
