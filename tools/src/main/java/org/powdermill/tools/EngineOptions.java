package org.powdermill.tools;

import java.util.Locale;
import org.powdermill.files.Provenance;
import org.powdermill.trainer.device.DeviceChoice;
import picocli.CommandLine.Option;

/** What computes with a network, and with how many threads. */
final class EngineOptions {

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "auto, cpu or gpu; default ${DEFAULT-VALUE}.")
  private DeviceChoice device = DeviceChoice.AUTO;

  int threads() {
    return threads;
  }

  /**
   * Readies the device, on the thread that is to compute.
   *
   * @throws org.powdermill.trainer.device.DeviceException if that cannot be
   */
  void use() {
    Engines.use(device);
  }

  /** Says in the record of a run what computed. */
  void addTo(Provenance provenance) {
    provenance
        .setting("device", device.name().toLowerCase(Locale.ROOT))
        .setting("threads", threads);
  }
}
