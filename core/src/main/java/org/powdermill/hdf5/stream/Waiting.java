package org.powdermill.hdf5.stream;

import java.time.Duration;
import org.powdermill.files.MonotonicClock;

/** Waits in loops that are asked to stop by other means than an interrupt. */
final class Waiting {

  private Waiting() {}

  /**
   * Waits.
   *
   * @throws StreamException if the thread is interrupted; it stays so
   */
  static void sleep(MonotonicClock clock, Duration time) {
    try {
      clock.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamException("interrupted while waiting for the other side of a stream", e);
    }
  }
}
