package org.powdermill.tests.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come, and says what was there instead when it does not. */
final class Patience {

  /** Far beyond what anything here takes on a busy machine. */
  static final Duration LONG = Duration.ofMinutes(8);

  private static final long POLL_MILLIS = 200;

  private Patience() {}

  /**
   * Waits until something holds.
   *
   * @param what for the message
   * @param instead looked at when the time is over
   */
  static void until(String what, BooleanSupplier holds, Supplier<?> instead) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "not within %d s: %s; instead: %s".formatted(LONG.toSeconds(), what, instead.get()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
