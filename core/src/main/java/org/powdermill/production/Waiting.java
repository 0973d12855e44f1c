package org.powdermill.production;

import java.time.Duration;

/** Waits for workers. */
final class Waiting {

  private Waiting() {}

  /**
   * Waits until a report may have come in.
   *
   * @throws ProductionException if the thread is interrupted; it stays so
   */
  static void await(Workers workers, Duration time) {
    try {
      workers.await(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProductionException("interrupted while waiting for the workers", e);
    }
  }
}
