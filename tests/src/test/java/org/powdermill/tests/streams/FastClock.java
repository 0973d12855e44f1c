package org.powdermill.tests.streams;

import java.time.Duration;
import org.powdermill.files.MonotonicClock;

/** A clock that runs a hundred times too fast, the same for all who have it. */
final class FastClock implements MonotonicClock {

  private static final int FACTOR = 100;

  private final long start = System.nanoTime();

  @Override
  public long nanoTime() {
    return (System.nanoTime() - start) * FACTOR;
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    long nanos = Math.max(1, time.toNanos() / FACTOR);
    Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
  }
}
