package org.powdermill.tools;

import java.nio.file.Path;
import org.powdermill.files.Provenance;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import picocli.CommandLine.Option;

/** What crystals are drawn from. */
final class StatisticsOption {

  @Option(
      names = "--statistics",
      paramLabel = "FILE",
      description = "Of powdermill statistics; default: open data.")
  private Path file;

  CrystalStatistics statistics() {
    return (file == null ? StatisticsFile.builtIn() : StatisticsFile.read(file)).statistics();
  }

  /** The bytes of their file, checked. */
  byte[] bytes() {
    statistics();
    return file == null ? StatisticsFile.builtInBytes() : StatisticsFile.bytes(file);
  }

  /** Says in the record of a run which they are. */
  void addTo(Provenance provenance, CrystalStatistics statistics) {
    if (file != null) {
      provenance.input(file);
    }
    provenance
        .setting("statistics", file == null ? "built in" : file.toString())
        .setting("statistics_digest", statistics.digest())
        .setting("statistics_source", statistics.source());
  }
}
