package org.powdermill.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;
import org.powdermill.production.ranks.RankGroup;

/**
 * What each rank has done, in a file of JSON lines: a line for each rank every half minute, and at
 * the end.
 */
final class RankMetrics implements AutoCloseable {

  /** Name of the file. */
  static final String FILE = "metrics.jsonl";

  private static final long NANOS = Duration.ofSeconds(30).toNanos();

  private final Path file;
  private final RankGroup group;
  private final StringBuilder lines = new StringBuilder();
  private final long start = System.nanoTime();
  private final long[] diffractograms;
  private final long[] shards;
  private final double[] working;
  private final double[] waiting;
  private long last = start;

  RankMetrics(RankGroup group, Path file) {
    int ranks = group.members().size();
    this.group = group;
    this.file = file;
    this.diffractograms = new long[ranks];
    this.shards = new long[ranks];
    this.working = new double[ranks];
    this.waiting = new double[ranks];
  }

  /** The same workers; what they report is counted. */
  Workers of(Workers workers) {
    return new Workers() {
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
        report.ifPresent(RankMetrics.this::count);
        return report;
      }

      @Override
      public void await(Duration time) throws InterruptedException {
        workers.await(time);
      }
    };
  }

  private void count(ShardReport report) {
    int rank = report.worker();
    if (report.made()) {
      diffractograms[rank] += report.task().rows();
      shards[rank]++;
    }
    working[rank] += report.workingSeconds();
    waiting[rank] += report.waitingSeconds();
    if (System.nanoTime() - last > NANOS) {
      last = System.nanoTime();
      write();
    }
  }

  private void write() {
    double seconds = (System.nanoTime() - start) / 1e9;
    for (int rank = 0; rank < shards.length; rank++) {
      double time = working[rank] + waiting[rank];
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("seconds", Math.round(seconds * 1000) / 1000.0);
      line.put("rank", rank);
      line.put("host", group.members().get(rank).host());
      line.put("shards", shards[rank]);
      line.put("diffractograms", diffractograms[rank]);
      line.put("per_second", Math.round(diffractograms[rank] / seconds * 10) / 10.0);
      line.put("waiting_share", time == 0 ? 0 : Math.round(waiting[rank] / time * 1e4) / 1e4);
      lines.append(Json.line(line)).append('\n');
    }
    AtomicFile.write(file, lines.toString());
  }

  @Override
  public void close() {
    write();
  }
}
