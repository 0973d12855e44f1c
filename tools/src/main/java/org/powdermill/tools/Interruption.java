package org.powdermill.tools;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.powdermill.files.AtomicFile;

/**
 * Turns SIGINT and SIGTERM into a wish to stop, for work that can go on later: while it is open the
 * work is asked to stop, given the time to close its files, and the JVM ends with status 75.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {

  /**
   * Longer than {@code AtomicFile} takes to let work save its state and remove unfinished files.
   */
  private static final Duration USUAL_TIME = Duration.ofSeconds(10);

  /** Time to say what was done, once no file can be written any more or the work has ended. */
  private static final long MILLIS_TO_SPEAK = 200;

  private static final long LOOK_MILLIS = 20;

  /** What there was to say about the work has been said. */
  private static final CountDownLatch TOLD = new CountDownLatch(1);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop);
  private final Duration timeToStop;
  private volatile boolean wanted;

  Interruption() {
    this(USUAL_TIME);
  }

  /**
   * For work that takes its time.
   *
   * @param timeToStop from the signal to the end of the JVM, at most
   */
  Interruption(Duration timeToStop) {
    this.timeToStop = timeToStop;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    wanted = true;
    try {
      if (!hasStoppedInTime()) {
        StandardError.line("powdermill: interrupted; run the same call again to go on");
      } else {
        boolean unused = TOLD.await(MILLIS_TO_SPEAK, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // System.exit would wait for this very thread; the signal's own status says nothing was saved.
    Runtime.getRuntime().halt(Powdermill.INTERRUPTED);
  }

  /** Waits for the work, or until it can save nothing any more. */
  private boolean hasStoppedInTime() throws InterruptedException {
    for (long waited = 0;
        waited < timeToStop.toMillis() && !AtomicFile.isClosed();
        waited += LOOK_MILLIS) {
      if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return stopped.await(MILLIS_TO_SPEAK, TimeUnit.MILLISECONDS);
  }

  /** Says that the program has printed all it had to. */
  static void allIsTold() {
    TOLD.countDown();
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
