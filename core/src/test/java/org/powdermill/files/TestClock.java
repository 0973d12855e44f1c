package org.powdermill.files;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which only waiting takes time, and none in reality. */
final class TestClock implements MonotonicClock {

  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public void sleep(Duration time) {
    now.addAndGet(time.toNanos());
  }

  Duration elapsed() {
    return Duration.ofNanos(now.get());
  }
}
