package org.powdermill.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorRatesTest {

  private static final Instant START = Instant.parse("2026-11-22T23:59:30Z");

  @TempDir Path folder;

  private void line(int owner, int seconds, int rank, double seconds30, int diffractograms)
      throws IOException {
    Path file = folder.resolve("stream/producer/owner-%d/metrics.jsonl".formatted(owner));
    Files.createDirectories(file.getParent());
    String line =
        String.format(
            Locale.ROOT,
            "{\"time\":\"%s\",\"rank\":%d,\"seconds\":%s,\"shards\":1,\"diffractograms\":%d,"
                + "\"diffractograms_per_second\":0,\"waiting_share\":0.5}%n",
            START.plusSeconds(seconds),
            rank,
            seconds30,
            diffractograms);
    Files.writeString(file, Files.exists(file) ? Files.readString(file) + line : line);
  }

  private GeneratorRates rates() {
    return GeneratorRates.read(RunFolder.open(folder));
  }

  @Test
  void theLinesOfAProducersRanksMakeARound() throws IOException {
    for (int rank = 0; rank < 3; rank++) {
      line(1, 30, rank, 30, 300 * (rank + 1));
      line(1, 60, rank, 30, 3000);
      line(10, 3600 * 4, rank, 15, 3000);
    }

    GeneratorRates rates = rates();

    assertThat(rates.producers()).isEqualTo(2);
    assertThat(rates.unit()).isEqualTo("hours");
    assertThat(rates.rounds()).hasSize(3);
    assertThat(rates.rounds().get(0)).isEqualTo(new GeneratorRates.Round(0, 60, 10, 20, 30, 0.5));
    assertThat(rates.rounds().get(2).total()).isEqualTo(600);
    assertThat(rates.ranks().get(1)).isEqualTo(new GeneratorRates.Rank(1, 6600, 6600 / 75.0, 0.5));
  }

  @Test
  void ofManyRanksThePictureShowsTheSpread() throws IOException {
    for (int rank = 0; rank < 8; rank++) {
      line(1, 30, rank, 30, 300);
      line(1, 60, rank, 30, 300);
    }
    RunFolder run = RunFolder.open(folder);

    String html = new RatesSection(rates(), TrainingHistory.read(run, "none")).html();

    assertThat(html).contains("slowest rank", "number of ranks: 8;", "generator-ranks");
  }

  @Test
  void aLineWithoutSenseIsTold() throws IOException {
    line(1, 30, 0, 30, 300);
    line(1, 60, 0, 0, 300);
    line(1, 60, -1, 30, 300);
    RunFolder run = RunFolder.open(folder);

    assertThat(GeneratorRates.read(run).rounds()).hasSize(1);
    assertThat(run.faults()).hasSize(1);
    assertThat(run.faults().get(0)).endsWith("diffractograms: 2");
  }
}
