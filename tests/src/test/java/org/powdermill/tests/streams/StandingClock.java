package org.powdermill.tests.streams;

import java.time.Duration;
import org.powdermill.files.MonotonicClock;

/** The clock of a process that is asleep: for it no time passes. */
final class StandingClock implements MonotonicClock {

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    Thread.sleep(1);
  }
}
