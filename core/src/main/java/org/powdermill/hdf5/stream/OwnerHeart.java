package org.powdermill.hdf5.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Shows an owner's life while its own thread computes; a fault is thrown at the next check. */
final class OwnerHeart implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final StreamOwner<?> owner;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> fault = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "stream-heart");

  OwnerHeart(StreamOwner<?> owner) {
    this.owner = owner;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      // Not by an interrupt, which would break a file off that is being written.
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        owner.beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fault.set(e);
    }
  }

  /** Throws what went wrong since. */
  void check() {
    RuntimeException thrown = fault.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void close() {
    closed.countDown();
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
