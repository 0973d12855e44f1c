package org.powdermill.production;

import java.nio.file.Path;
import org.powdermill.files.Storage;

/** Where the shards of a run belong, and what stands there. Safe for concurrent use. */
public interface ShardPlace {

  /** The way to the files. */
  Storage storage();

  /** Where a shard is to be made. */
  Path file(long shard);

  /**
   * Whether a shard stands there with all its rows, or more, every one of them checked.
   *
   * @throws org.powdermill.hdf5.ShardException if it is damaged, or another shard
   * @throws org.powdermill.files.FileException if it cannot be read
   */
  boolean isWhole(long shard, int rows);

  /**
   * Gives a shard that cannot be trusted another name.
   *
   * @return the name
   */
  Path setAside(long shard);

  /** Is told before a shard is made. */
  void beforeMaking(long shard);
}
