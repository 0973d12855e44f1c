package org.powdermill.production.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A file system's bandwidth, which the transfers of the moment share alike, none faster than one
 * client can be.
 *
 * <p>As all have the same rate, one number tells how far everybody has come: the bytes that a
 * transfer would have got that has been there all the time. A transfer ends when that number has
 * grown by its size, so that a coming or going costs the logarithm of the number of transfers.
 */
final class SharedBandwidth {

  private record Transfer(double end, long number, Runnable then) {}

  /** Below this many bytes a transfer counts as done: its end is rounded to nanoseconds. */
  private static final double ROUNDING = 0.5;

  /** Nanoseconds that no run of the model lasts. */
  private static final double FAR = 1e18;

  private final EventQueue events;
  private final double totalPerNanosecond;
  private final double clientPerNanosecond;
  private final PriorityQueue<Transfer> transfers =
      new PriorityQueue<>(
          Comparator.comparingDouble(Transfer::end).thenComparingLong(Transfer::number));
  private double servedEach;
  private double servedAll;
  private long servedAt;
  private long plan;
  private long begun;

  /** In bytes a second, all together and one client at most. */
  SharedBandwidth(EventQueue events, double total, double client) {
    this.events = events;
    this.totalPerNanosecond = total / 1e9;
    this.clientPerNanosecond = client / 1e9;
  }

  /** Begins to move some bytes; goes on when they have been moved. */
  void transfer(long bytes, Runnable then) {
    serve();
    if (transfers.isEmpty()) {
      servedEach = 0;
    }
    transfers.add(new Transfer(servedEach + bytes, begun++, then));
    planNextEnd();
  }

  private double rate() {
    return Math.min(clientPerNanosecond, totalPerNanosecond / transfers.size());
  }

  private void serve() {
    if (!transfers.isEmpty()) {
      double more = (events.now() - servedAt) * rate();
      servedEach += more;
      servedAll += more * transfers.size();
    }
    servedAt = events.now();
  }

  private void planNextEnd() {
    long current = ++plan;
    if (!transfers.isEmpty()) {
      double missing = Math.max(0, transfers.peek().end() - servedEach);
      events.after(
          (long) Math.min(FAR, Math.ceil(missing / rate())),
          () -> {
            if (current == plan) {
              end();
            }
          });
    }
  }

  private void end() {
    serve();
    List<Transfer> ended = new ArrayList<>();
    while (!transfers.isEmpty() && transfers.peek().end() <= servedEach + ROUNDING) {
      ended.add(transfers.poll());
    }
    planNextEnd();
    ended.forEach(transfer -> transfer.then().run());
  }

  /** Bytes moved until now. */
  double moved() {
    serve();
    return servedAll;
  }
}
