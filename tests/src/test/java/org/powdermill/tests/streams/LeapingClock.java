package org.powdermill.tests.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.powdermill.files.MonotonicClock;

/** A clock on which only waiting takes time, and next to none in reality. */
final class LeapingClock implements MonotonicClock {

  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    now.addAndGet(time.toNanos());
    Thread.sleep(1);
  }

  Duration elapsed() {
    return Duration.ofNanos(now.get());
  }
}
