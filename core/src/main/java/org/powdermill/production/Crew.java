package org.powdermill.production;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Threads that do one job together: all stop when one fails, or when asked to. */
final class Crew {

  /** What each thread does. */
  @FunctionalInterface
  interface Work {

    /**
     * Works until nothing is left.
     *
     * @param stop to be asked often: whether to return at once
     */
    void run(BooleanSupplier stop);
  }

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final BooleanSupplier stop;

  private Crew(BooleanSupplier stop) {
    this.stop = stop;
  }

  /**
   * Runs the same work in several threads and waits for them.
   *
   * @param stop whether to stop; asked by the threads
   * @throws RuntimeException or Error, the first that a thread threw
   */
  static void run(int threads, BooleanSupplier stop, Work work) {
    Crew crew = new Crew(stop);
    List<Thread> members = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread member = new Thread(() -> crew.work(work), "generate-" + i);
      member.setDaemon(true);
      members.add(member);
      member.start();
    }
    crew.waitFor(members);
    crew.throwFailure();
  }

  private void work(Work work) {
    try {
      work.run(() -> over.get() || stop.getAsBoolean());
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      over.set(true);
    }
  }

  private void waitFor(List<Thread> members) {
    boolean interrupted = false;
    for (Thread member : members) {
      while (member.isAlive()) {
        try {
          member.join();
        } catch (InterruptedException e) {
          interrupted = true;
          over.set(true);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailure() {
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }
}
