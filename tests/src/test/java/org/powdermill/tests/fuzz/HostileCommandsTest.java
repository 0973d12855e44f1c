package org.powdermill.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands with damaged files: status 0, or 1 with a line for people, no stack trace, and no file
 * but below {@code --out}.
 */
class HostileCommandsTest {

  private static final long SEED = 7;
  private static final String GRID = "5:60:0.5";

  @TempDir Path folder;

  private final Path root = Path.of(System.getProperty("powdermill.root"));
  private final Path model = root.resolve("docs/examples/small.h5");
  private Path in;
  private Path out;
  private Corpus corpus;

  @BeforeEach
  void makeFolders() throws IOException {
    in = Files.createDirectories(folder.resolve("in"));
    out = Files.createDirectories(folder.resolve("out"));
    corpus = new Corpus(root, folder.resolve("no-shared-files"));
  }

  private static Map<String, ForeignFormat> byName(List<ForeignFormat> formats) {
    return formats.stream().collect(Collectors.toMap(ForeignFormat::name, f -> f));
  }

  /** Runs a command with damaged files; some are taken in spite of it. */
  private void assertCalm(ForeignFormat format, int count, Function<Path, List<String>> command)
      throws IOException {
    Path file = in.resolve(format.file());
    Files.createDirectories(file.getParent());
    int refused = 0;
    for (int number = 0; number < count; number++) {
      Files.write(file, format.input(SEED, number));
      List<String> words = command.apply(file);
      Optional<String> refusal = CommandCall.refusal(words.toArray(new String[0]));
      refused += refusal.isPresent() ? 1 : 0;
      refusal.ifPresent(line -> assertIsForPeople(words, line));
      empty(out);
    }
    assertThat(refused).as("refused of %s", format.name()).isPositive();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(in, out);
    }
    empty(in);
  }

  private static void assertIsForPeople(List<String> words, String line) {
    assertThat(line.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
        .as("%s: %s", words, line)
        .isTrue();
    assertThat(line).as("%s", words).isNotBlank().doesNotContain("Exception");
  }

  private void empty(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!file.equals(place)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void crystals() throws IOException {
    Map<String, ForeignFormat> formats = byName(new CrystalFormats(corpus).all());
    assertCalm(
        formats.get("cif"),
        30,
        file -> List.of("simulate", file + "", "--out", out + "", "--two-theta", GRID));
    assertCalm(
        formats.get("tar.gz"),
        30,
        file -> List.of("simulate", file + "", "--out", out + "", "--two-theta", GRID));
    assertCalm(
        formats.get("structures"),
        6,
        file -> List.of("statistics", file + "", "--out", out + "", "--minimum-crystals", "1"));
    assertCalm(
        formats.get("structures"),
        6,
        file -> List.of("testset", "--structures", file + "", "--out", out.resolve("t.h5") + ""));
  }

  @Test
  void statistics() throws IOException {
    assertCalm(
        StatisticsFormat.format(),
        20,
        file -> List.of("generate", "--statistics", file + "", "--count", "1", "--out", out + ""));
  }

  @Test
  void shardsAndModels() throws IOException {
    Path work = Files.createTempDirectory("hdf5");
    Map<String, ForeignFormat> formats = byName(new Hdf5Formats(corpus, work).all());
    for (String name : List.of("shard", "shard-repaired")) {
      assertCalm(formats.get(name), 30, file -> List.of("shards", "verify", file + ""));
      assertCalm(formats.get(name), 15, file -> List.of("shards", "list", file + ""));
      assertCalm(formats.get(name), 15, file -> List.of("shards", "head", file + ""));
      assertCalm(
          formats.get(name),
          15,
          file -> List.of("shards", "convert", file + "", "--out", out + ""));
    }
    Path pattern = Files.writeString(work.resolve("a.xy"), "5 1\n6 2\n7 x\n");
    assertCalm(
        formats.get("model"), 15, file -> List.of("predict", "--model", file + "", pattern + ""));
    assertCalm(
        formats.get("shard"),
        10,
        file ->
            List.of("evaluate", "--model", model + "", "--testset", file + "", "--out", out + ""));
  }

  @Test
  void streamsAndRates() throws IOException {
    Map<String, ForeignFormat> formats = byName(new JsonFormats(corpus).all());
    assertCalm(
        formats.get("configuration"),
        20,
        file -> List.of("simulate", "a.cif", "--out", out + "", "--config", file + ""));
    for (String name : List.of("stream", "producer", "consumer", "outcome", "end")) {
      ForeignFormat format = formats.get(name);
      Path file = in.resolve(format.file());
      for (int number = 0; number < 10; number++) {
        Files.createDirectories(file.getParent());
        Files.write(file, format.input(SEED, number));
        Files.createDirectories(in.resolve("producer"));
        // What cannot be read is a fault in the status, which is told all the same.
        assertThat(CommandCall.refusal("status", in + "")).isEmpty();
      }
      empty(in);
    }
    byte[] rates = corpus.ofRepository("docs/scaling/figures.json");
    ForeignFormat format =
        new ForeignFormat("rates", "rates.json", true, List.of(rates), file -> Optional.empty());
    assertCalm(
        format, 20, file -> List.of("benchmark", "scaling", "--rates", file + "", "--ranks", "1"));
    assertCalm(
        format,
        20,
        file -> List.of("workflow-metrics", file + "", "--out", out.resolve("all.json") + ""));
  }

  @Test
  void measuredPatterns() throws IOException {
    byte[] list = "file,space_group,mineral\na.xy,225,halite\n".getBytes(StandardCharsets.UTF_8);
    ForeignFormat labels =
        new ForeignFormat("labels", "labels.csv", true, List.of(list), file -> Optional.empty());
    assertCalm(
        labels,
        20,
        file -> List.of("testset", "--measured", in + "", "--out", out.resolve("t.h5") + ""));
    assertCalm(
        NpzFormat.format(),
        20,
        file -> List.of("testset", "--measured", file + "", "--out", out.resolve("t.h5") + ""));
  }
}
