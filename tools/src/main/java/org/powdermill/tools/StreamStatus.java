package org.powdermill.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A stream as its files tell it. What a file does not tell, or what cannot be read, is null; why,
 * stands among the faults.
 *
 * @param stream the folder
 * @param run of which run it is
 * @param complete whether all shards are made
 * @param producer who makes the shards, and how it goes
 * @param consumer who reads them, and how it goes
 * @param ahead shards made and not yet read
 * @param secondsLeft until the producer has made all, at its present rate; null without an end, a
 *     rate or a producer
 * @param ranks the last rates of each rank
 * @param faults files that could not be read or trusted
 */
record StreamStatus(
    String stream,
    Run run,
    boolean complete,
    Producer producer,
    Consumer consumer,
    Long ahead,
    Double secondsLeft,
    List<Rank> ranks,
    List<String> faults) {

  /**
   * Of which run a stream is.
   *
   * @param firstIndex number of its first diffractogram
   * @param endIndex number after its last, null where it is endless or nobody said
   * @param shardSize diffractograms in a shard
   * @param store how they are kept
   * @param seed of the run
   * @param statisticsDigest of the run
   */
  record Run(
      Long firstIndex,
      Long endIndex,
      int shardSize,
      String store,
      long seed,
      String statisticsDigest) {}

  /**
   * The last owner of a side.
   *
   * @param epoch its number
   * @param host name of its machine
   * @param pid its process
   * @param slurmJob SLURM's job, empty outside one
   * @param phase what it is doing
   * @param secondsOld age of what it said last, by the time stamp of the file: for people
   * @param lastError last thing that went wrong and was put right, or null
   * @param left how it left, or null while it is there or has crashed
   */
  record Owner(
      long epoch,
      String host,
      Long pid,
      String slurmJob,
      String phase,
      Long secondsOld,
      String lastError,
      Left left) {}

  /** How an owner left. */
  record Left(int status, String line, String time) {}

  /** The producer: the numbers are those of its state file, null before there is one. */
  record Producer(
      Owner owner,
      Long madeBefore,
      Long lead,
      Integer ranks,
      Integer threads,
      Long shardsMade,
      Long shardsKept,
      Long shardsSetAside,
      Long diffractogramsMade,
      Double diffractogramsPerSecond,
      Double waitingShare) {}

  /** The consumer: the numbers are those of its state file, null before there is one. */
  record Consumer(
      Owner owner,
      Long nextShard,
      Long durableShard,
      Integer wanted,
      Boolean finished,
      Long shardsRead,
      Long diffractogramsRead,
      Double waitingShare) {}

  /**
   * A rank.
   *
   * @param rank its number
   * @param host name of its machine, null where nobody said
   * @param pid its process
   * @param last its last line of metrics, null before there is one
   */
  record Rank(int rank, String host, Long pid, JsonNode last) {}

  /** Whether both sides have left, or the only one there was: nothing will change. */
  boolean isOver() {
    boolean made = producer == null || producer.owner().left() != null;
    boolean read = consumer == null || consumer.owner().left() != null;
    return made && read && (producer != null || consumer != null);
  }
}
