package org.powdermill.hdf5.stream;

/**
 * What a producer says of itself.
 *
 * @param firstShard where it began
 * @param madeBefore all shards below are made
 * @param endIndex number of the diffractogram after the last; null for an endless stream
 * @param lead shards that it makes ahead of the consumer at most
 * @param ranks number of ranks
 * @param threads number of threads of all ranks together
 * @param shardsMade shards made since it began
 * @param shardsKept shards that were there before it began
 * @param shardsSetAside shards that could not be trusted
 * @param diffractogramsMade diffractograms in the shards made
 * @param diffractogramsPerSecond over the last half minute to a minute
 * @param waitingShare share of the workers' time spent waiting for work, 0 to 1
 */
public record ProducerState(
    long firstShard,
    long madeBefore,
    Long endIndex,
    long lead,
    int ranks,
    int threads,
    long shardsMade,
    long shardsKept,
    long shardsSetAside,
    long diffractogramsMade,
    double diffractogramsPerSecond,
    double waitingShare) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public ProducerState {
    StateNumbers.notNegative("first_shard", firstShard);
    StateNumbers.atLeast("made_before", firstShard, madeBefore);
    if (endIndex != null) {
      StateNumbers.notNegative("end_index", endIndex);
    }
    StateNumbers.notNegative("lead", lead);
    StateNumbers.notNegative("ranks", ranks);
    StateNumbers.notNegative("threads", threads);
    StateNumbers.notNegative("shards_made", shardsMade);
    StateNumbers.notNegative("shards_kept", shardsKept);
    StateNumbers.notNegative("shards_set_aside", shardsSetAside);
    StateNumbers.notNegative("diffractograms_made", diffractogramsMade);
    StateNumbers.rate("diffractograms_per_second", diffractogramsPerSecond);
    StateNumbers.share("waiting_share", waitingShare);
  }
}
