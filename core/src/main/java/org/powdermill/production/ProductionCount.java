package org.powdermill.production;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.powdermill.files.MonotonicClock;
import org.powdermill.hdf5.stream.ProducerState;

/** Counts what workers make, and how fast. */
public final class ProductionCount {

  private static final Duration METRICS = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What one worker did since the last line of metrics. */
  private static final class Share {
    long shards;
    long diffractograms;
    double working;
    double waiting;
  }

  private final int ranks;
  private final int threads;
  private final Share[] shares;
  private long made;
  private long kept;
  private long setAside;
  private long diffractograms;
  private double working;
  private double waiting;
  private boolean started;
  private long windowStart;
  private double lastWindowSeconds;
  private long lastWindowDiffractograms;

  ProductionCount(int ranks, int threads) {
    this.ranks = ranks;
    this.threads = threads;
    this.shares = new Share[ranks];
    for (int i = 0; i < ranks; i++) {
      shares[i] = new Share();
    }
  }

  /** Of nothing yet. */
  public static ProductionCount of(Workers workers) {
    int threads = 0;
    for (int worker = 0; worker < workers.count(); worker++) {
      threads += workers.threads(worker);
    }
    return new ProductionCount(workers.count(), threads);
  }

  /** Counts a report of a shard that nobody knew to be there. */
  public void add(ShardReport report) {
    add(report, true);
  }

  /**
   * Counts a report.
   *
   * @param news whether a shard that was found there is counted as kept
   */
  void add(ShardReport report, boolean news) {
    Share share = shares[report.worker()];
    if (report.made()) {
      made++;
      diffractograms += report.task().rows();
      share.shards++;
      share.diffractograms += report.task().rows();
    } else if (news) {
      kept++;
    }
    setAside += report.fault().isPresent() ? 1 : 0;
    working += report.workingSeconds();
    waiting += report.waitingSeconds();
    share.working += report.workingSeconds();
    share.waiting += report.waitingSeconds();
  }

  /** Diffractograms a second, since the beginning of the last whole window of time. */
  private double perSecond(MonotonicClock clock) {
    if (!started) {
      return 0;
    }
    long all = lastWindowDiffractograms;
    for (Share share : shares) {
      all += share.diffractograms;
    }
    return rounded(all / (lastWindowSeconds + windowSeconds(clock)));
  }

  private double windowSeconds(MonotonicClock clock) {
    return started ? Math.max(1e-3, clock.since(windowStart).toNanos() / 1e9) : 1e-3;
  }

  ProducerState state(
      long firstShard, long madeBefore, StreamCoordinator.Options options, MonotonicClock clock) {
    var end = options.range().endIndex();
    return new ProducerState(
        firstShard,
        Math.max(firstShard, madeBefore),
        end.isPresent() ? end.getAsLong() : null,
        options.lead(),
        ranks,
        threads,
        made,
        kept,
        setAside,
        diffractograms,
        perSecond(clock),
        rounded(share(working, waiting)));
  }

  private static double share(double working, double waiting) {
    double all = working + waiting;
    return all <= 0 ? 0 : Math.min(1, Math.max(0, waiting / all));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Whether half a minute has passed since the last line. */
  public boolean isTimeForMetrics(MonotonicClock clock) {
    if (!started) {
      started = true;
      windowStart = clock.nanoTime();
    }
    return clock.since(windowStart).compareTo(METRICS) >= 0;
  }

  /** A line of JSON for each worker, for the time since the last call. */
  public byte[] metrics(MonotonicClock clock) {
    double seconds = windowSeconds(clock);
    StringBuilder lines = new StringBuilder();
    long all = 0;
    for (int worker = 0; worker < shares.length; worker++) {
      Share share = shares[worker];
      all += share.diffractograms;
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      line.put("rank", worker);
      line.put("seconds", rounded(seconds));
      line.put("shards", share.shards);
      line.put("diffractograms", share.diffractograms);
      line.put("diffractograms_per_second", rounded(share.diffractograms / seconds));
      line.put("waiting_share", rounded(share(share.working, share.waiting)));
      lines.append(text(line)).append('\n');
      shares[worker] = new Share();
    }
    lastWindowSeconds = seconds;
    lastWindowDiffractograms = all;
    started = true;
    windowStart = clock.nanoTime();
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
