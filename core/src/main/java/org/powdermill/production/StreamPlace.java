package org.powdermill.production;

import java.nio.file.Path;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.stream.DamagedShards;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamSide;

/** The shards of a stream, among those to be read or those put away, for a rank of its owner. */
public final class StreamPlace implements ShardPlace {

  private final StreamAccess access;
  private final ShardIdentity identity;
  private final DamagedShards damaged;

  /**
   * The shards of a stream.
   *
   * @param epoch of the producer that the rank belongs to
   */
  public StreamPlace(StreamAccess access, ShardIdentity identity, long epoch) {
    this.access = access.ownedBy(StreamSide.PRODUCER, epoch);
    this.identity = identity;
    this.damaged = new DamagedShards(this.access);
  }

  @Override
  public Storage storage() {
    return access.storage();
  }

  @Override
  public Path file(long shard) {
    return access.folder().shard(shard);
  }

  private Path where(long shard) {
    StreamFolder folder = access.folder();
    Path file = folder.shard(shard);
    return access.exists(file) ? file : folder.consumed(shard);
  }

  @Override
  public boolean isWhole(long shard, int rows) {
    Path file = where(shard);
    try {
      return isWhole(file, shard, rows);
    } catch (ShardException | FileException e) {
      Path now = where(shard);
      if (now.equals(file) && access.exists(file)) {
        throw e;
      }
      return isWhole(now, shard, rows); // the consumer has put it away meanwhile
    }
  }

  private boolean isWhole(Path file, long shard, int rows) {
    if (!access.exists(file)) {
      return false;
    }
    try (ShardReader reader = ShardReader.open(access.storage(), file, identity, shard)) {
      if (reader.rows() < rows) {
        return false;
      }
      reader.verify();
      return true;
    }
  }

  @Override
  public Path setAside(long shard) {
    return damaged.setAside(where(shard));
  }

  @Override
  public void beforeMaking(long shard) {}
}
