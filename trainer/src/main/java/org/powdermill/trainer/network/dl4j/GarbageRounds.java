package org.powdermill.trainer.network.dl4j;

import java.time.Duration;

/**
 * Has the JVM look for garbage once in a while. ND4J frees what a step leaves in native memory
 * (some hundred small buffers) only when the collector finds their owners, and these are so small
 * in the heap that it may not look among the old ones for hours: resident memory grew by 100 MB a
 * minute.
 *
 * <p>The launcher has such a round run beside the program (ExplicitGCInvokesConcurrent).
 */
final class GarbageRounds {

  private static final long PERIOD_NANOS = Duration.ofSeconds(30).toNanos();

  private long last = System.nanoTime();

  void collectOccasionally() {
    long now = System.nanoTime();
    if (now - last >= PERIOD_NANOS) {
      last = now;
      System.gc();
    }
  }
}
