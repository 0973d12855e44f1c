package org.powdermill.files;

import java.time.Duration;

/**
 * A clock that only goes forward, to measure how long nothing has happened: nobody decides by the
 * time of day, which differs between machines. Tests give their own.
 */
public interface MonotonicClock {

  /** The clock of this machine. */
  static MonotonicClock system() {
    return SystemClock.INSTANCE;
  }

  /** Nanoseconds since some moment, the same for the life of this process. */
  long nanoTime();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(Duration time) throws InterruptedException;

  /** Time since a moment of {@link #nanoTime}. */
  default Duration since(long moment) {
    return Duration.ofNanos(nanoTime() - moment);
  }
}
