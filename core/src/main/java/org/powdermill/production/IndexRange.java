package org.powdermill.production;

import java.util.OptionalLong;

/**
 * The diffractograms of a run, and the shards that they make.
 *
 * @param firstIndex number of the first, a multiple of the shard size
 * @param count how many; empty for an endless run
 * @param shardSize diffractograms in a shard; the last may have fewer
 */
public record IndexRange(long firstIndex, OptionalLong count, int shardSize) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are no run
   */
  public IndexRange {
    if (firstIndex < 0
        || shardSize < 1
        || firstIndex % shardSize != 0
        || (count.isPresent() && count.getAsLong() < 1)) {
      throw new IllegalArgumentException(
          "%s diffractograms from number %d on, in shards of %d"
              .formatted(count.isPresent() ? count.getAsLong() : "endless", firstIndex, shardSize));
    }
    if (count.isPresent()) {
      Math.addExact(Math.addExact(firstIndex, count.getAsLong()), shardSize);
    }
  }

  /** Number of the diffractogram after the last. */
  public OptionalLong endIndex() {
    return count.isPresent() ? OptionalLong.of(firstIndex + count.getAsLong()) : count;
  }

  /** The first shard. */
  public long firstShard() {
    return firstIndex / shardSize;
  }

  /** The shard after the last; {@link Long#MAX_VALUE} for an endless run. */
  public long endShard() {
    return count.isPresent()
        ? (firstIndex + count.getAsLong() + shardSize - 1) / shardSize
        : Long.MAX_VALUE;
  }

  /** Number of shards; {@link Long#MAX_VALUE} for an endless run. */
  public long shards() {
    return count.isPresent() ? endShard() - firstShard() : Long.MAX_VALUE;
  }

  /** Which diffractograms a shard holds. */
  public ShardTask task(long shard) {
    long first = Math.multiplyExact(shard, (long) shardSize);
    long end = count.isPresent() ? firstIndex + count.getAsLong() : Long.MAX_VALUE;
    return new ShardTask(shard, (int) Math.min(shardSize, end - first));
  }
}
