package org.powdermill.tools;

import java.nio.file.Path;
import java.util.List;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.statistics.StatisticsFile;
import picocli.CommandLine.Option;

/** Where the costs of a shard come from: a file, or this machine. */
final class RatesOptions {

  @Option(
      names = "--rates",
      paramLabel = "FILE",
      description = {
        "Of benchmark scaling --json; default: measured now,",
        "with the built-in statistics."
      })
  private Path file;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      converter = PositiveNumber.class,
      description = "Time to measure a store; default ${DEFAULT-VALUE}.")
  private double seconds = 2;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "For the shards measured; default $TMPDIR.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  MeasuredRates rates(List<StoreKind> stores) {
    return file != null
        ? MeasuredRates.read(file)
        : new RatesMeasurement(StatisticsFile.builtIn().statistics(), folder)
            .measure(stores, seconds);
  }

  /** Says in the record of a run which they are. */
  void addTo(Provenance provenance) {
    if (file != null) {
      provenance.input(file);
    }
    provenance.setting("rates", source());
  }

  /** Says where they come from. */
  String source() {
    return file != null
        ? "costs of a shard: " + file
        : "costs of a shard: measured on this machine, time of one core";
  }
}
