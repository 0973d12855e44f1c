package org.powdermill.tools;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.powdermill.production.ShardRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a run comes along: a bar on a terminal, a line in the log for each tenth. */
final class GenerationProgress implements ShardRun.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GenerationProgress.class);

  private static final int PARTS = 10;

  private final long count;
  private final AtomicLong done = new AtomicLong();
  private final long start = System.nanoTime();
  private final Progress bar;

  /** Of a number of diffractograms. */
  GenerationProgress(long count) {
    this.count = count;
    this.bar = Progress.of("generate", () -> count);
  }

  @Override
  public void made(Path shard, int rows) {
    step(rows);
  }

  @Override
  public void kept(Path shard, int rows) {
    step(rows);
  }

  @Override
  public void setAside(Path aside, String fault) {
    LOG.warn("damaged, made again and kept as {}: {}", aside, fault);
  }

  /** Some more are there. */
  void step(long more) {
    long now = done.addAndGet(more);
    synchronized (bar) {
      bar.stepBy(more);
    }
    if (now < count && now * PARTS / count > (now - more) * PARTS / count) {
      LOG.info("{} of {} after {} s", now, count, (System.nanoTime() - start) / 1_000_000_000);
    }
  }

  long done() {
    return done.get();
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    bar.close();
  }
}
