package org.powdermill.hdf5.stream;

import java.nio.file.Path;
import org.powdermill.hdf5.ShardName;

/**
 * The names in the folder of a stream: computed, never searched.
 *
 * @param root the folder
 */
public record StreamFolder(Path root) {

  private static final int SHARDS_PER_FOLDER = 1000;

  /** Says of which run the shards are. */
  public Path description() {
    return root.resolve("stream.json");
  }

  /** A shard that can be read, or is to be made. */
  public Path shard(long shard) {
    return root.resolve(ShardName.of(shard));
  }

  /** A shard that was read and is kept. */
  public Path consumed(long shard) {
    return root.resolve("consumed")
        .resolve("%05d".formatted(shard / SHARDS_PER_FOLDER))
        .resolve(ShardName.of(shard));
  }

  /** Where shards that cannot be trusted are kept for people to look at. */
  public Path damaged() {
    return root.resolve("damaged");
  }

  /** What ranks need to find each other. */
  public Path rendezvous() {
    return root.resolve("rendezvous");
  }

  /** Folder of an owner. */
  public Path owner(StreamSide<?> side, long epoch) {
    return root.resolve(side.name()).resolve("owner-" + epoch);
  }

  /** What an owner last said of itself. */
  public Path state(StreamSide<?> side, long epoch) {
    return owner(side, epoch).resolve("state.json");
  }

  /** How an owner left. */
  public Path outcome(StreamSide<?> side, long epoch) {
    return owner(side, epoch).resolve("outcome.json");
  }

  /** A producer's rates, a line each. */
  public Path metrics(long epoch) {
    return owner(StreamSide.PRODUCER, epoch).resolve("metrics.jsonl");
  }
}
