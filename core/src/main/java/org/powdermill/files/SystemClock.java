package org.powdermill.files;

import java.time.Duration;

/** The clock of this machine. */
enum SystemClock implements MonotonicClock {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis(), (int) (time.toNanos() % 1_000_000));
  }
}
