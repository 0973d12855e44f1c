package org.powdermill.hdf5.stream;

import org.powdermill.files.FailurePoint;

/** Deletes consumed shards, or puts them away, in the order of their numbers. */
final class ShardRemoval {

  private final StreamAccess access;
  private final boolean consume;
  private volatile long removedBefore;

  ShardRemoval(StreamAccess access, boolean consume, long removedBefore) {
    this.access = access;
    this.consume = consume;
    this.removedBefore = removedBefore;
  }

  /** All shards below are deleted or put away. */
  long removedBefore() {
    return removedBefore;
  }

  synchronized void removeBefore(long durableShard) {
    while (removedBefore < durableShard) {
      FailurePoint.DELETE_BEFORE.passed();
      remove(removedBefore);
      FailurePoint.DELETE_AFTER.passed();
      removedBefore++;
    }
  }

  private void remove(long shard) {
    StreamFolder folder = access.folder();
    if (consume) {
      access.delete(folder.shard(shard));
    } else {
      access.move(folder.shard(shard), folder.consumed(shard));
    }
  }
}
