package org.powdermill.production;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Temporary until the branch stream brings its own. */
public final class LocalWorkers implements Workers {
  private final int threads;
  private final BooleanSupplier stop;
  private final BlockingQueue<ShardTask> tasks = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<ShardReport> reports = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Threads. */
  public LocalWorkers(int threads, Supplier<ShardMaker> makers, BooleanSupplier stop) {
    this.threads = threads;
    this.stop = stop;
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> work(makers), "generate-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work(Supplier<ShardMaker> makers) {
    try {
      ShardMaker maker = makers.get();
      while (!stop.getAsBoolean()) {
        long start = System.nanoTime();
        ShardTask task = tasks.take();
        long begun = System.nanoTime();
        Optional<ShardMaker.Made> made = maker.make(task, stop);
        long end = System.nanoTime();
        made.ifPresent(
            m ->
                reports.add(
                    new ShardReport(
                        0, task, m.made(), m.fault(), (end - begun) / 1e9, (begun - start) / 1e9)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public int threads(int worker) {
    return threads;
  }

  @Override
  public void grant(int worker, ShardTask task) {
    tasks.add(task);
  }

  @Override
  public Optional<ShardReport> poll() {
    if (failure.get() instanceof RuntimeException e) {
      throw e;
    }
    if (failure.get() instanceof Error e) {
      throw e;
    }
    return Optional.ofNullable(reports.poll());
  }
}
