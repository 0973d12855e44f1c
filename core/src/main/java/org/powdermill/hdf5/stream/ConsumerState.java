package org.powdermill.hdf5.stream;

import java.util.List;

/**
 * What a consumer says of itself. Its position is null as long as it does not know the shard size,
 * before there is a producer.
 *
 * @param firstIndex number of the diffractogram where it began
 * @param nextShard all shards below have been read
 * @param durableShard all shards below lie behind its last durable checkpoint
 * @param removedBefore all shards below are deleted or put away
 * @param wanted shards to be made again
 * @param finished whether it needs no more
 * @param shardsRead shards read since it began
 * @param diffractogramsRead diffractograms in them
 * @param waitingShare share of its time spent waiting for shards, 0 to 1
 */
public record ConsumerState(
    long firstIndex,
    Long nextShard,
    Long durableShard,
    Long removedBefore,
    List<Wanted> wanted,
    boolean finished,
    long shardsRead,
    long diffractogramsRead,
    double waitingShare) {

  private static final int MAX_WANTED = 10_000;

  /**
   * A shard that could not be read.
   *
   * @param shard its number
   * @param request number of the request, larger than those of all earlier ones
   */
  public record Wanted(long shard, long request) {

    /** Checks the numbers. */
    public Wanted {
      StateNumbers.notNegative("shard", shard);
      StateNumbers.atLeast("request", 1, request);
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public ConsumerState {
    StateNumbers.notNegative("first_index", firstIndex);
    boolean unknown = nextShard == null;
    if (unknown != (durableShard == null) || unknown != (removedBefore == null)) {
      throw new IllegalArgumentException(
          "next_shard, durable_shard and removed_before: want all or none");
    }
    if (!unknown) {
      StateNumbers.notNegative("removed_before", removedBefore);
      StateNumbers.atLeast("durable_shard", removedBefore, durableShard);
      StateNumbers.atLeast("next_shard", durableShard, nextShard);
    }
    if (wanted.size() > MAX_WANTED) {
      throw new IllegalArgumentException("wanted: %d shards".formatted(wanted.size()));
    }
    wanted = List.copyOf(wanted);
    StateNumbers.notNegative("shards_read", shardsRead);
    StateNumbers.notNegative("diffractograms_read", diffractogramsRead);
    StateNumbers.share("waiting_share", waitingShare);
  }

  /** The first shard that it may ask for again: what a producer that begins begins with. */
  public long durableShard(int shardSize) {
    return durableShard == null ? firstIndex / shardSize : durableShard;
  }

  /** The shard that it reads next. */
  public long nextShard(int shardSize) {
    return nextShard == null ? firstIndex / shardSize : nextShard;
  }
}
