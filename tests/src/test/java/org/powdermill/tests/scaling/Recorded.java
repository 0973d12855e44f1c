package org.powdermill.tests.scaling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;

/** Workers whose reports are kept. */
record Recorded(Workers workers, List<ShardReport> reports) implements Workers {

  @Override
  public int count() {
    return workers.count();
  }

  @Override
  public int threads(int worker) {
    return workers.threads(worker);
  }

  @Override
  public void grant(int worker, ShardTask task) {
    workers.grant(worker, task);
  }

  @Override
  public Optional<ShardReport> poll() {
    Optional<ShardReport> report = workers.poll();
    report.ifPresent(reports::add);
    return report;
  }

  @Override
  public void await(Duration time) throws InterruptedException {
    workers.await(time);
  }
}
