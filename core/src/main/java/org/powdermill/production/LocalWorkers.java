package org.powdermill.production;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Threads of this process that make shards: one worker, that works on several tasks at a time. */
public final class LocalWorkers implements Workers, AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<ShardTask> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final List<Thread> members = new ArrayList<>();
  private final BooleanSupplier stop;
  private Told next;
  private volatile boolean over;

  /** What a thread has to say: a report, or why it has ended. */
  private record Told(ShardReport report, Throwable failure) {}

  /**
   * Starts the threads.
   *
   * @param makers gives each its own
   * @param stop asked before each row: whether to stop
   */
  public LocalWorkers(int threads, Supplier<ShardMaker> makers, BooleanSupplier stop) {
    this.stop = stop;
    for (int i = 0; i < threads; i++) {
      Thread member = new Thread(() -> work(makers), "generate-" + i);
      member.setDaemon(true);
      members.add(member);
      member.start();
    }
  }

  private void work(Supplier<ShardMaker> makers) {
    try {
      ShardMaker maker = makers.get();
      long waitingSince = System.nanoTime();
      while (!isOver()) {
        ShardTask task = tasks.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (task == null) {
          continue;
        }
        long begin = System.nanoTime();
        Optional<ShardMaker.Result> result = maker.make(task, this::isOver);
        long end = System.nanoTime();
        if (result.isPresent()) {
          told.add(new Told(report(task, result.get(), end - begin, begin - waitingSince), null));
        }
        waitingSince = end;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      told.add(new Told(null, e));
    }
  }

  private boolean isOver() {
    return over || stop.getAsBoolean();
  }

  private static ShardReport report(
      ShardTask task, ShardMaker.Result result, long working, long waiting) {
    return new ShardReport(0, task, result.isMade(), result.fault(), working / 1e9, waiting / 1e9);
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public int threads(int worker) {
    return members.size();
  }

  @Override
  public void grant(int worker, ShardTask task) {
    tasks.add(task);
  }

  @Override
  public Optional<ShardReport> poll() {
    Told now = next == null ? told.poll() : next;
    next = null;
    if (now == null) {
      return Optional.empty();
    }
    if (now.failure() instanceof Error error) {
      throw error;
    }
    if (now.failure() != null) {
      throw (RuntimeException) now.failure();
    }
    return Optional.of(now.report());
  }

  @Override
  public void await(Duration time) throws InterruptedException {
    if (next == null) {
      next = told.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Has the threads stop at the next row, and waits for that. */
  @Override
  public void close() {
    over = true;
    boolean interrupted = false;
    for (Thread member : members) {
      while (member.isAlive()) {
        try {
          member.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
