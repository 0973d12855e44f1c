package org.powdermill.hdf5.stream;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;

/** Takes shards in: looks whether one is there, reads all of it, and checks it. */
final class ShardDoor {

  private static final int KEPT_ARRAYS = 4;

  private final StreamAccess access;
  private final ShardIdentity identity;
  private final DamagedShards damaged;
  private final Queue<float[]> memory = new ArrayBlockingQueue<>(KEPT_ARRAYS);

  /**
   * A shard that was read up to its end, and was shorter than the others: its number and length.
   */
  private long shortShard = -1;

  private long shortBytes;

  ShardDoor(StreamAccess access, ShardIdentity identity) {
    this.access = access;
    this.identity = identity;
    this.damaged = new DamagedShards(access);
  }

  /** A file that cannot be trusted. */
  record Fault(Path file, ShardException exception) {}

  /** What was found. */
  record Look(Optional<StreamShard> shard, Optional<Fault> fault) {

    private static final Look NOTHING = new Look(Optional.empty(), Optional.empty());

    boolean isMissing() {
      return shard.isEmpty() && fault.isEmpty();
    }
  }

  /** Looks for a shard that holds a diffractogram. */
  Look look(long shard, long index) {
    Path file = access.folder().shard(shard);
    Optional<Long> bytes = access.size(file);
    if (bytes.isEmpty()) {
      file = access.folder().consumed(shard);
      bytes = access.size(file);
    }
    if (bytes.isEmpty() || (shard == shortShard && bytes.get() == shortBytes)) {
      return Look.NOTHING;
    }
    try (ShardReader reader = ShardReader.open(access.storage(), file, identity, shard)) {
      int firstRow = (int) (index - shard * identity.shardSize());
      if (firstRow >= reader.rows()) {
        shortShard = shard;
        shortBytes = bytes.get();
        return Look.NOTHING;
      }
      float[] target = memory(reader.rows());
      reader.readAll(target);
      return new Look(
          Optional.of(new StreamShard(shard, firstRow, reader.columns(), target, memory)),
          Optional.empty());
    } catch (ShardException e) {
      return new Look(Optional.empty(), Optional.of(new Fault(file, e)));
    } catch (FileException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return Look.NOTHING;
      }
      throw e;
    }
  }

  private float[] memory(int rows) {
    long values = (long) rows * identity.grid().points();
    if (values > Integer.MAX_VALUE - 8) {
      throw new StreamException(
          "%d diffractograms of %d points in a shard are too many for a stream: make the shards smaller (--shard-size)"
              .formatted(rows, identity.grid().points()));
    }
    float[] used = memory.poll();
    return used != null && used.length >= values ? used : new float[(int) values];
  }

  /** Sets a file aside; tells its new name. */
  Path setAside(Path file) {
    return damaged.setAside(file);
  }
}
