package org.powdermill.hdf5.stream;

import java.time.Duration;
import org.powdermill.files.MonotonicClock;
import org.powdermill.hdf5.ShardException;

/**
 * How long a reader waits for one shard before it asks for another. On a parallel file system a
 * file's length and content may show late on another node: what does not read is read again after 1
 * s and after 5 s more, and what the producer says it has made may be away for 90 s. Where that is
 * known to be too short, as a shard that was made again does not read either or a shard before came
 * late, it is read again for 96 s. What is whole and of another run or version will not change, and
 * is asked for at once.
 */
final class ShardPatience {

  private static final Duration MISSING = Duration.ofSeconds(90);
  private static final int[] SECONDS = {1, 5, 30, 60};
  private static final int USUAL_FAULTS = 2;

  private final MonotonicClock clock;
  private final long shard;
  private int mostFaults;
  private int faults;
  private long lastFault;
  private boolean missing;
  private boolean awaited;
  private long awaitedSince;

  /**
   * Patience with a shard.
   *
   * @param isSlow whether the file system has shown a shard before late
   */
  ShardPatience(MonotonicClock clock, long shard, boolean isSlow) {
    this.clock = clock;
    this.shard = shard;
    this.mostFaults = isSlow ? SECONDS.length : USUAL_FAULTS;
  }

  long shard() {
    return shard;
  }

  /** Whether to look at it. */
  boolean isTime() {
    return faults == 0 || clock.since(lastFault).toSeconds() >= SECONDS[faults - 1];
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
    if (fault.isDamaged() && faults <= mostFaults) {
      return false;
    }
    mostFaults = SECONDS.length;
    faults = 0;
    return true;
  }

  /** Whether it did not read at first. */
  boolean wasTried() {
    return faults > 0;
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
