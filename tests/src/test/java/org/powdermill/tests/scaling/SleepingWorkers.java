package org.powdermill.tests.scaling;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;

/** Sleeps instead of making shards, so that many ranks do not need many cores. */
final class SleepingWorkers implements Workers {

  private final int threads;
  private final LongUnaryOperator milliseconds;
  private final LongConsumer whenMade;
  private final BlockingQueue<ShardTask> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<ShardReport> reports = new LinkedBlockingQueue<>();

  /**
   * Starts a thread, which ends with the JVM.
   *
   * @param threads that it says it has: how many tasks it gets at a time
   * @param milliseconds to sleep for a shard
   * @param whenMade told of each shard
   */
  SleepingWorkers(int threads, LongUnaryOperator milliseconds, LongConsumer whenMade) {
    this.threads = threads;
    this.milliseconds = milliseconds;
    this.whenMade = whenMade;
    Thread thread = new Thread(this::work, "sleeper");
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    try {
      long idleSince = System.nanoTime();
      while (true) {
        ShardTask task = tasks.take();
        long begin = System.nanoTime();
        Thread.sleep(milliseconds.applyAsLong(task.shard()));
        whenMade.accept(task.shard());
        long end = System.nanoTime();
        reports.add(
            new ShardReport(
                0, task, true, Optional.empty(), (end - begin) / 1e9, (begin - idleSince) / 1e9));
        idleSince = end;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    return Optional.ofNullable(reports.poll());
  }
}
