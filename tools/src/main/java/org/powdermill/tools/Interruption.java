package org.powdermill.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Turns SIGINT and SIGTERM into a wish to stop, for work that can go on later: while it is open the
 * work is asked to stop, given some seconds to do so, and the JVM ends with status 75.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {

  /** Longer than {@code AtomicFile} takes to remove unfinished files. */
  private static final long SECONDS_TO_STOP = 5;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop);
  private volatile boolean wanted;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    wanted = true;
    try {
      boolean inTime = stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
      if (!inTime) {
        StandardError.line("powdermill: interrupted; run the same call again to go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // System.exit would wait for this very thread; the signal's own status says nothing was saved.
    Runtime.getRuntime().halt(Powdermill.INTERRUPTED);
  }

  /** Whether to stop. */
  @Override
  public boolean getAsBoolean() {
    return wanted;
  }

  /** Says that the work has come to its end, or has stopped. */
  @Override
  public void close() {
    if (wanted) {
      stopped.countDown();
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal came just now: the work is done, but the exit status tells of the signal.
      stopped.countDown();
    }
  }
}
