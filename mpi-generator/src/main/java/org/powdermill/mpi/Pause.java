package org.powdermill.mpi;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waiting a little where nobody can be asked to wake us. */
final class Pause {

  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Pause() {}

  /** About a millisecond: shards take a hundred times as long. */
  static void shortly() {
    LockSupport.parkNanos(NANOS);
  }
}
