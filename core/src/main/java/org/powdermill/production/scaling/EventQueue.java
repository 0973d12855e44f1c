package org.powdermill.production.scaling;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time: runs events in the order of their times, those of one time in the order in which
 * they were planned. Times are whole nanoseconds, so that nothing drifts and equal times are equal.
 *
 * <p>That is all a simulation library would be used for here: SSJ, the maintained one on Maven
 * Central, would bring seven more jars to the generator's class path.
 */
final class EventQueue {

  private record Event(long time, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
  private long now;
  private long planned;

  /** Nanoseconds since the beginning. */
  long now() {
    return now;
  }

  /** Has something happen after some nanoseconds, at least 0. */
  void after(long nanoseconds, Runnable action) {
    if (nanoseconds < 0) {
      throw new IllegalArgumentException("%d ns ago".formatted(-nanoseconds));
    }
    events.add(new Event(Math.addExact(now, nanoseconds), planned++, action));
  }

  /** Lets all happen that is planned up to a time, and what that plans. */
  void runUntil(long end) {
    while (!events.isEmpty() && events.peek().time() <= end) {
      Event event = events.poll();
      now = event.time();
      event.action().run();
    }
    now = end;
  }

  /** Whole nanoseconds of a time in seconds. */
  static long nanoseconds(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
