package org.powdermill.trainer.training;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads batches in a thread of its own, some ahead of the computation, and measures how long the
 * computation waits for them.
 */
final class Prefetch implements AutoCloseable {

  private static final int AHEAD = 3;
  private static final long LOOK_MILLIS = 20;

  /** A batch, the end, or what went wrong. */
  private record Delivery(Optional<Batch> batch, RuntimeException failure) {}

  private final BatchSource source;
  private final BlockingQueue<Delivery> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread = new Thread(this::read, "batches");
  private volatile boolean closed;
  private boolean ended;
  private long waitedNanos;

  Prefetch(BatchSource source) {
    this.source = source;
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      Delivery delivery;
      do {
        delivery = deliver();
        while (!closed && !ready.offer(delivery, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          // Until there is room, or nobody wants it any more.
        }
      } while (!closed && delivery.batch().isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Delivery deliver() {
    try {
      return new Delivery(source.next(() -> closed), null);
    } catch (RuntimeException e) {
      return new Delivery(Optional.empty(), e);
    } catch (Error e) {
      return new Delivery(
          Optional.empty(), new TrainingException("cannot read the next batch: " + e, e));
    }
  }

  /**
   * The next batch; waits for it if need be.
   *
   * @param stop whether to give up waiting
   * @return empty at the end of the data ({@link #isEnded}), or if it was stopped
   * @throws RuntimeException what the source has thrown
   */
  Optional<Batch> take(BooleanSupplier stop) {
    long begin = System.nanoTime();
    try {
      while (!ended && !stop.getAsBoolean()) {
        Delivery delivery = ready.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (delivery == null) {
          continue;
        }
        if (delivery.failure() != null) {
          throw delivery.failure();
        }
        ended = delivery.batch().isEmpty();
        return delivery.batch();
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted while waiting for a batch", e);
    } finally {
      waitedNanos += System.nanoTime() - begin;
    }
  }

  /** Whether the data have come to their end. */
  boolean isEnded() {
    return ended;
  }

  /** Time that {@link #take} took so far. */
  long waitedNanos() {
    return waitedNanos;
  }

  /** Ends the thread; the source stays open. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
