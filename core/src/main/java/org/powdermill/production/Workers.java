package org.powdermill.production;

import java.time.Duration;
import java.util.Optional;

/**
 * Those who make shards, as the one who hands them out sees them: threads of this process, or MPI
 * ranks. No method waits but {@link #await}.
 */
public interface Workers {

  /** Number of workers; they are numbered from 0. */
  int count();

  /** Number of tasks that a worker works on at a time. */
  int threads(int worker);

  /** Gives a task to a worker, who works through its tasks in their order. */
  void grant(int worker, ShardTask task);

  /**
   * The next report that has come in.
   *
   * @throws ProductionException if a worker has failed or is lost
   */
  Optional<ShardReport> poll();

  /**
   * Waits until a report may have come in.
   *
   * @param time at most so long
   * @throws InterruptedException if the thread is interrupted
   */
  default void await(Duration time) throws InterruptedException {
    Thread.sleep(Math.min(2, time.toMillis()));
  }
}
