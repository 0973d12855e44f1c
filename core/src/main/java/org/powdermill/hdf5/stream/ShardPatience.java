package org.powdermill.hdf5.stream;

import java.time.Duration;
import org.powdermill.files.MonotonicClock;
import org.powdermill.hdf5.ShardException;

/**
 * How long a reader waits for one shard before it asks for another. On a parallel file system a
 * file's length and content may show late on another node: what does not read is read again after 1
 * s and after 5 s more, and what the producer says it has made may be away for 90 s. What is whole
 * and of another run or version will not change, and is asked for at once.
 */
final class ShardPatience {

  private static final Duration MISSING = Duration.ofSeconds(90);
  private static final Duration[] PAUSES = {Duration.ofSeconds(1), Duration.ofSeconds(5)};

  private final MonotonicClock clock;
  private final long shard;
  private int faults;
  private long lastFault;
  private boolean missing;
  private boolean awaited;
  private long awaitedSince;

  ShardPatience(MonotonicClock clock, long shard) {
    this.clock = clock;
    this.shard = shard;
  }

  long shard() {
    return shard;
  }

  /** Whether to look at it. */
  boolean isTime() {
    return faults == 0 || clock.since(lastFault).compareTo(PAUSES[faults - 1]) >= 0;
  }

  /** Takes note that it is not there. */
  void missing() {
    missing = true;
    faults = 0;
  }

  /** Takes note of a fault; tells whether it is one that will not pass. */
  boolean isFinal(ShardException fault) {
    missing = false;
    awaited = false;
    lastFault = clock.nanoTime();
    faults++;
    if (fault.isDamaged() && faults <= PAUSES.length) {
      return false;
    }
    faults = 0;
    return true;
  }

  /** Whether it has been away for too long since the producer said that it is made. */
  boolean isMissingTooLong(long madeBefore) {
    if (!missing || madeBefore <= shard) {
      awaited = false;
      return false;
    }
    if (!awaited) {
      awaited = true;
      awaitedSince = clock.nanoTime();
    }
    if (clock.since(awaitedSince).compareTo(MISSING) < 0) {
      return false;
    }
    awaited = false;
    return true;
  }
}
