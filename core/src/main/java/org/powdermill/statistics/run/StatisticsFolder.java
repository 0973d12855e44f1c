package org.powdermill.statistics.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.powdermill.files.AtomicFile;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.RefusedEntry;

/** The files that a run leaves, but for the page; docs/formats.md. */
public final class StatisticsFolder {

  /** The statistics. */
  public static final String STATISTICS = "statistics.json.gz";

  /** Ids of the crystals that the statistics were gathered from. */
  public static final String SPLIT_STATISTICS = "split-statistics.txt";

  /** Ids of the crystals that are held out. */
  public static final String SPLIT_TEST = "split-test.txt";

  /** Ids of test crystals with a coarse match among the statistics. */
  public static final String COARSE_MATCHES = "coarse-matches.txt";

  /** Entries that are refused or left out. */
  public static final String REJECTS = "rejects.csv";

  /** The counts. */
  public static final String SUMMARY = "summary.json";

  /** The counts as text. */
  public static final String SUMMARY_TEXT = "summary.txt";

  /** All of them. */
  public static List<String> files() {
    return List.of(
        STATISTICS, SPLIT_STATISTICS, SPLIT_TEST, COARSE_MATCHES, REJECTS, SUMMARY, SUMMARY_TEXT);
  }

  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private StatisticsFolder() {}

  /**
   * Writes the files; the statistics last, so that a folder with them is whole.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  public static void write(Path folder, StatisticsResult result, StatisticsSummary summary) {
    writeIds(folder.resolve(SPLIT_STATISTICS), result.split().gathered());
    writeIds(folder.resolve(SPLIT_TEST), result.split().testSide());
    writeIds(folder.resolve(COARSE_MATCHES), result.coarseMatches());
    writeRejects(folder.resolve(REJECTS), result);
    AtomicFile.write(
        folder.resolve(SUMMARY),
        temporary -> Files.writeString(temporary, JSON.writeValueAsString(summary) + "\n"));
    AtomicFile.write(folder.resolve(SUMMARY_TEXT), SummaryText.of(summary));
    result.file().write(folder.resolve(STATISTICS));
  }

  private static void writeIds(Path file, List<CrystalEntry> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.id()).append('\n'));
    AtomicFile.write(file, text.toString());
  }

  private static void writeRejects(Path file, StatisticsResult result) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
              CSVPrinter csv = new CSVPrinter(writer, CSV)) {
            printRejects(csv, result);
          }
        });
  }

  private static void printRejects(CSVPrinter csv, StatisticsResult result) throws IOException {
    csv.printRecord("source", "kind", "reason");
    for (RefusedEntry entry : result.entries().refused()) {
      csv.printRecord(entry.where(), "refused", entry.reason() + ": " + entry.detail());
    }
    for (CrystalEntry entry : result.leftOut()) {
      csv.printRecord(entry.id(), "left-out", entry.leftOutReason().orElseThrow());
    }
  }
}
