package org.powdermill.production.scaling;

/**
 * Who reads a stream.
 *
 * @param secondsPerShard time to train on a shard; 0 reads as fast as it can
 * @param readAhead shards read before they are wanted, while it trains; at least 1
 * @param shardsPerCheckpoint shards between two durable checkpoints: those read since the last one
 *     stay on the disk
 * @param lead shards that the producer may be ahead
 */
public record Consumer(double secondsPerShard, int readAhead, int shardsPerCheckpoint, long lead) {

  /** Checks the values. */
  public Consumer {
    if (!(secondsPerShard >= 0 && secondsPerShard <= 1e6)
        || readAhead < 1
        || shardsPerCheckpoint < 1
        || lead < 1) {
      throw new IllegalArgumentException(
          "%s s a shard, %d read ahead, %d to a checkpoint, lead %d"
              .formatted(secondsPerShard, readAhead, shardsPerCheckpoint, lead));
    }
  }
}
