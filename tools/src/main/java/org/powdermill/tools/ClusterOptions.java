package org.powdermill.tools;

import org.powdermill.production.scaling.Cluster;
import picocli.CommandLine.Option;

/** What the model of a cluster assumes. */
final class ClusterOptions {

  /** Ranks on a machine; counts only where some machines are slow. */
  private static final int RANKS_PER_NODE = 64;

  @Option(
      names = "--bandwidth",
      paramLabel = "GB/S",
      defaultValue = "5",
      converter = PositiveNumber.class,
      description = "Of the file system; default ${DEFAULT-VALUE}.")
  private double bandwidth = 5;

  @Option(
      names = "--client-bandwidth",
      paramLabel = "GB/S",
      defaultValue = "1",
      converter = PositiveNumber.class,
      description = "Of one process with it; default ${DEFAULT-VALUE}.")
  private double clientBandwidth = 1;

  @Option(
      names = "--metadata",
      paramLabel = "N",
      defaultValue = "10000",
      converter = PositiveNumber.class,
      description = "Its operations on names/s; default ${DEFAULT-VALUE}.")
  private double metadata = 10_000;

  @Option(
      names = "--message-us",
      paramLabel = "T",
      defaultValue = "20",
      converter = PositiveNumber.class,
      description = "Rank 0's time for a message; default ${DEFAULT-VALUE}.")
  private double messageMicroseconds = 20;

  @Option(
      names = "--latency-ms",
      paramLabel = "T",
      defaultValue = "1",
      converter = PositiveNumber.class,
      description = "Until a message is looked at; default ${DEFAULT-VALUE}.")
  private double latencyMilliseconds = 1;

  /** One rank of one thread for each core; machines equally fast. */
  Cluster cluster() {
    return new Cluster(
        1,
        1,
        RANKS_PER_NODE,
        0,
        1,
        bandwidth * 1e9,
        clientBandwidth * 1e9,
        metadata,
        messageMicroseconds / 1e6,
        latencyMilliseconds / 1e3);
  }
}
