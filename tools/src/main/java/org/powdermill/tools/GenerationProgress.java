package org.powdermill.tools;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.powdermill.production.ShardRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how a run comes along: a bar on a terminal, some lines in the log. */
final class GenerationProgress implements ShardRun.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GenerationProgress.class);

  /** Seconds to the first line of the log; each later one comes after twice the time. */
  private static final long FIRST_LINE = 10;

  private final long count;
  private final AtomicLong done = new AtomicLong();
  private final long start = System.nanoTime();
  private final Progress bar;
  private long nextLine = FIRST_LINE;

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
  public void setAside(Path shard, String fault) {
    LOG.warn("damaged, made again: {}", fault);
  }

  /** Some more are there. */
  synchronized void step(long more) {
    long now = done.addAndGet(more);
    bar.stepBy(more);
    if (seconds() > nextLine && now < count) {
      nextLine *= 2;
      LOG.info(
          "{} of {} after {} s, {} per second",
          now,
          count,
          Math.round(seconds()),
          Math.round(now / seconds()));
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
