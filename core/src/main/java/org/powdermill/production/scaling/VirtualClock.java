package org.powdermill.production.scaling;

import java.time.Duration;
import org.powdermill.files.MonotonicClock;

/** Virtual time as programs know it that wait by a clock. */
record VirtualClock(EventQueue events) implements MonotonicClock {

  @Override
  public long nanoTime() {
    return events.now();
  }

  @Override
  public void sleep(Duration time) {
    events.runUntil(events.now() + time.toNanos());
  }
}
