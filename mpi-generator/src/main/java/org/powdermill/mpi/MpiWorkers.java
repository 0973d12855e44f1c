package org.powdermill.mpi;

import java.time.Duration;
import java.util.Optional;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;
import org.powdermill.production.ranks.RankException;

/** All ranks as rank 0 sees them: its own threads are worker 0, rank r is worker r. */
final class MpiWorkers implements Workers {

  private final LifeLine lifeLine;
  private final Messages messages;
  private final Workers own;
  private final int[] threads;

  MpiWorkers(LifeLine lifeLine, Messages messages, Workers own, int[] threads) {
    this.lifeLine = lifeLine;
    this.messages = messages;
    this.own = own;
    this.threads = threads;
  }

  @Override
  public int count() {
    return threads.length;
  }

  @Override
  public int threads(int worker) {
    return threads[worker];
  }

  @Override
  public void grant(int worker, ShardTask task) {
    lifeLine.check();
    if (worker == 0) {
      own.grant(0, task);
    } else {
      messages.send(worker, Tags.TASK, Wire.bytes(task));
    }
  }

  @Override
  public Optional<ShardReport> poll() {
    lifeLine.check();
    return ownReport().or(this::report);
  }

  @Override
  public void await(Duration time) {
    Pause.shortly();
  }

  private Optional<ShardReport> ownReport() {
    try {
      return own.poll();
    } catch (RuntimeException e) {
      throw lifeLine.abort(
          RankException.LOST, Frame.shortened("%s: %s".formatted(lifeLine.self(), e.getMessage())));
    }
  }

  private Optional<ShardReport> report() {
    return messages
        .poll()
        .filter(message -> message.tag() == Tags.REPORT)
        .map(message -> Wire.report(message.from(), message.body()));
  }
}
