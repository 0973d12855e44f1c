package org.powdermill.hdf5;

/** Names of the shards of a run: computed, never searched. */
public final class ShardName {

  private ShardName() {}

  /** {@code shard-00000000.h5} for shard 0; longer from a hundred million on. */
  public static String of(long shardNumber) {
    if (shardNumber < 0) {
      throw new IllegalArgumentException("shard number " + shardNumber);
    }
    return "shard-%08d.h5".formatted(shardNumber);
  }
}
