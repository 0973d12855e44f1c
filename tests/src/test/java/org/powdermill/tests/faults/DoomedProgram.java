package org.powdermill.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.powdermill.files.FailurePoint;
import org.powdermill.tests.streams.ConsumerProgram;
import org.powdermill.tools.Powdermill;

/**
 * A program that kills itself with SIGKILL at the n-th passage of a point of failure.
 *
 * <p>Arguments: the point or {@code -}, n, and {@code powdermill}, {@code consumer} ({@link
 * ConsumerProgram}) or {@code producer} ({@link DefectiveProducer}) with arguments of its own.
 */
public final class DoomedProgram {

  private DoomedProgram() {}

  /** Runs the program up to its end, or its fate. */
  public static void main(String[] args) {
    if (!args[0].equals("-")) {
      dieAt(FailurePoint.valueOf(args[0]), Integer.parseInt(args[1]));
    }
    String[] arguments = Arrays.copyOfRange(args, 3, args.length);
    switch (args[2].toLowerCase(Locale.ROOT)) {
      case "powdermill" -> Powdermill.main(arguments);
      case "consumer" -> ConsumerProgram.main(arguments);
      case "producer" -> DefectiveProducer.main(arguments);
      default -> throw new IllegalArgumentException(args[2]);
    }
  }

  private static void dieAt(FailurePoint point, int passage) {
    AtomicInteger passages = new AtomicInteger();
    FailurePoint.tell(
        passed -> {
          if (passed == point && passages.incrementAndGet() == passage) {
            die();
          }
        });
  }

  /** Ends this process as a power cut would; the calling thread does nothing more. */
  static void die() {
    try {
      new ProcessBuilder("kill", "-s", "KILL", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      throw new IllegalStateException("alive");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
