package org.powdermill.tests.fuzz;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks how long an input takes. Time is the processor's, as other programs may slow this one down;
 * whoever waits without working has longer.
 */
final class Watch {

  private static final long MOST_SECONDS_OF_WORK = 10;
  private static final long MOST_SECONDS = 120;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private String input = "";
  private long workBefore;
  private long start;

  /**
   * A watch, which goes on as long as the process.
   *
   * @param alarm told which input takes too long, and what the threads are doing
   */
  Watch(Consumer<String> alarm) {
    Thread thread = new Thread(() -> watch(alarm), "watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** An input is about to be read. */
  synchronized void begin(String name) {
    input = name;
    start = System.nanoTime();
    workBefore = processorTime();
  }

  /** It was read. */
  synchronized void end() {
    input = "";
  }

  /** Nanoseconds that this process has worked. */
  static long processorTime() {
    return SYSTEM.getProcessCpuTime();
  }

  private void watch(Consumer<String> alarm) {
    try {
      while (true) {
        Thread.sleep(500);
        String late = late();
        if (!late.isEmpty()) {
          alarm.accept("%s%ntakes too long%n%s".formatted(late, threads()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String late() {
    boolean isLate =
        processorTime() - workBefore > TimeUnit.SECONDS.toNanos(MOST_SECONDS_OF_WORK)
            || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    return isLate ? input : "";
  }

  private static String threads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getValue().length > 0)
        .map(Watch::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(Map.Entry<Thread, StackTraceElement[]> entry) {
    return entry.getKey().getName()
        + Arrays.stream(entry.getValue()).map(e -> "\n  at " + e).collect(Collectors.joining());
  }
}
