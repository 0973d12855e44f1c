package org.powdermill.production.scaling;

/**
 * What holds a run up: a part that is busy nearly all the time. Where several are, the first named
 * here counts, as those after it are busy waiting for it.
 */
public enum Bottleneck {
  /** Bytes to and from the file system. */
  BANDWIDTH,
  /** Operations on names in the file system. */
  METADATA,
  /** Messages to and from rank 0. */
  RANK_ZERO,
  /** Training, as it should be. */
  TRAINING,
  /** The consumer's reading, checking and decoding, one shard after the other. */
  READING,
  /** Making shards: more cores would help. */
  MAKING,
  /** Nothing is busy: ranks wait for credits, or the consumer for one shard. */
  CREDITS
}
