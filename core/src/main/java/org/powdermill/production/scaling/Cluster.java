package org.powdermill.production.scaling;

/**
 * What shards are made on.
 *
 * @param ranks processes that make shards, rank 0 among them
 * @param threads shards that a rank makes at a time
 * @param ranksPerNode ranks on a machine: a slow machine slows all of its ranks
 * @param slowNodeShare share of the machines that are slow
 * @param slowNodeFactor how many times longer a slow machine takes to make a shard
 * @param bytesPerSecond of the file system, writing and reading together
 * @param clientBytesPerSecond of one writer or reader of it
 * @param metadataPerSecond operations of the file system such as creating and renaming, one after
 *     the other
 * @param messageSeconds time that rank 0 needs to take a report or to send a task
 * @param latencySeconds from the sending of a message to when it is looked at
 */
public record Cluster(
    int ranks,
    int threads,
    int ranksPerNode,
    double slowNodeShare,
    double slowNodeFactor,
    double bytesPerSecond,
    double clientBytesPerSecond,
    double metadataPerSecond,
    double messageSeconds,
    double latencySeconds) {

  private static final int MAX_THREADS = 100_000;

  /** Checks the values. */
  public Cluster {
    if (ranks < 1 || threads < 1 || ranksPerNode < 1 || (long) ranks * threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "%d ranks of %d threads, %d ranks on a machine: want %d threads at most"
              .formatted(ranks, threads, ranksPerNode, MAX_THREADS));
    }
    if (!(slowNodeShare >= 0 && slowNodeShare <= 1 && slowNodeFactor >= 1)) {
      throw new IllegalArgumentException(
          "a share %s of the machines slower %s times".formatted(slowNodeShare, slowNodeFactor));
    }
    if (!(bytesPerSecond >= 1e3 && clientBytesPerSecond >= 1e3 && metadataPerSecond >= 0.01)) {
      throw new IllegalArgumentException(
          "file system of %s bytes/s, %s for one, %s operations/s: too slow for any run"
              .formatted(bytesPerSecond, clientBytesPerSecond, metadataPerSecond));
    }
    if (!(messageSeconds >= 0
        && messageSeconds <= 1
        && latencySeconds >= 0
        && latencySeconds <= 10)) {
      throw new IllegalArgumentException(
          "messages of %s s, %s s on the way: want 1 s and 10 s at most"
              .formatted(messageSeconds, latencySeconds));
    }
  }

  /** The same with another number of ranks. */
  public Cluster withRanks(int other) {
    return new Cluster(
        other,
        threads,
        ranksPerNode,
        slowNodeShare,
        slowNodeFactor,
        bytesPerSecond,
        clientBytesPerSecond,
        metadataPerSecond,
        messageSeconds,
        latencySeconds);
  }
}
