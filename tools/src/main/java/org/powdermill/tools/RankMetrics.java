package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.production.ProductionCount;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers, and what each of them has done in a file of JSON lines: a line for each every half
 * minute, and at the end.
 */
final class RankMetrics implements Workers {

  /** Name of the file. */
  static final String FILE = "metrics.jsonl";

  private static final Logger LOG = LoggerFactory.getLogger(RankMetrics.class);

  private final Workers workers;
  private final Path file;
  private final ProductionCount count;
  private final MonotonicClock clock = MonotonicClock.system();

  RankMetrics(Workers workers, Path file) {
    this.workers = workers;
    this.file = file;
    this.count = ProductionCount.of(workers);
    count.isTimeForMetrics(clock); // starts the time
  }

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
    report.ifPresent(count::add);
    if (count.isTimeForMetrics(clock)) {
      write();
    }
    return report;
  }

  @Override
  public void await(Duration time) throws InterruptedException {
    workers.await(time);
  }

  private void write() {
    try {
      Storage.disk().append(file, count.metrics(clock));
    } catch (IOException e) {
      // A rate that is not written down loses nothing.
      LOG.warn("cannot write {}: {}", file, AtomicFile.reason(e));
    }
  }

  /** Writes the last lines. */
  void finish() {
    write();
  }
}
