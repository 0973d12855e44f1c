package org.powdermill.production.scaling;

import java.util.HashSet;
import java.util.Set;

/**
 * The file system that all share: bandwidth, operations on names, and which shards stand on it. A
 * shard counts from when its first byte is written.
 */
final class VirtualFileSystem {

  /** To look whether a shard is there, to create it, to rename it. */
  private static final int OPERATIONS_TO_WRITE = 3;

  /** To open a shard, and later to delete it. */
  private static final int OPERATIONS_TO_READ = 2;

  /** All for a shard. */
  static final int OPERATIONS = OPERATIONS_TO_WRITE + OPERATIONS_TO_READ;

  private final SharedBandwidth bandwidth;
  private final SerialResource metadata;
  private final long operation;
  private final long shardBytes;
  private final Set<Long> whole = new HashSet<>();
  private long standing;
  private long mostStanding;
  private long written;

  VirtualFileSystem(EventQueue events, Cluster cluster, long shardBytes) {
    this.bandwidth =
        new SharedBandwidth(events, cluster.bytesPerSecond(), cluster.clientBytesPerSecond());
    this.metadata = new SerialResource(events);
    this.operation = EventQueue.nanoseconds(1 / cluster.metadataPerSecond());
    this.shardBytes = shardBytes;
  }

  /** Has an operation on a name done for which nobody waits. */
  void operation() {
    metadata.use(operation, () -> {});
  }

  /** Takes note of a shard whose first byte is written. */
  void begin() {
    standing++;
    mostStanding = Math.max(mostStanding, standing);
  }

  /** Brings a shard onto the disk and under its name. */
  void write(long shard, Runnable then) {
    bandwidth.transfer(
        shardBytes,
        () ->
            metadata.use(
                OPERATIONS_TO_WRITE * operation,
                () -> {
                  whole.add(shard);
                  written++;
                  then.run();
                }));
  }

  boolean has(long shard) {
    return whole.contains(shard);
  }

  void read(Runnable then) {
    metadata.use(OPERATIONS_TO_READ * operation, () -> bandwidth.transfer(shardBytes, then));
  }

  void delete(long shard) {
    whole.remove(shard);
    standing--;
  }

  /** Shards written until now. */
  long written() {
    return written;
  }

  /** The most shards that stood there at a time, those in the making included. */
  long mostStanding() {
    return mostStanding;
  }

  /** Bytes moved until now. */
  double bytesMoved() {
    return bandwidth.moved();
  }

  /** Nanoseconds of operations on names until now. */
  long metadataTime() {
    return metadata.busyTime();
  }
}
