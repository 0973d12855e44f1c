package org.powdermill.production.scaling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;
import org.powdermill.production.Workers;

/**
 * Ranks that take the time to make shards and make none. What rank 0 spends on messages is booked
 * here, one after the other.
 */
final class VirtualRanks implements Workers {

  /** A thread of a rank has its task and the time since when it had none. */
  private final class Rank {
    final Queue<ShardTask> tasks = new ArrayDeque<>();
    final Deque<Long> idleSince = new ArrayDeque<>();
    final double slowness;

    Rank(double slowness) {
      this.slowness = slowness;
      for (int thread = 0; thread < cluster.threads(); thread++) {
        idleSince.add(0L);
      }
    }
  }

  /** Nanoseconds between two looks of rank 0 for reports, as MPI ranks have it. */
  private static final long PAUSE = EventQueue.nanoseconds(0.001);

  private final EventQueue events;
  private final Cluster cluster;
  private final ShardCosts costs;
  private final VirtualFileSystem files;
  private final UniformRandomProvider random;
  private final Rank[] ranks;
  private final Queue<ShardReport> arrived = new ArrayDeque<>();
  private final long message;
  private final long latency;
  private long rankZeroFreeAt;
  private long messageTime;
  private long makingTime;
  private long waitingTime;

  VirtualRanks(
      EventQueue events, Cluster cluster, ShardCosts costs, VirtualFileSystem files, long seed) {
    this.events = events;
    this.cluster = cluster;
    this.costs = costs;
    this.files = files;
    this.random = new SplitMix64(seed);
    this.message = EventQueue.nanoseconds(cluster.messageSeconds());
    this.latency = EventQueue.nanoseconds(cluster.latencySeconds());
    this.ranks = new Rank[cluster.ranks()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[rank] = new Rank(isSlow(rank / cluster.ranksPerNode()) ? cluster.slowNodeFactor() : 1);
    }
  }

  /** Slow machines are spread evenly. */
  private boolean isSlow(int node) {
    return Math.floor((node + 1) * cluster.slowNodeShare())
        > Math.floor(node * cluster.slowNodeShare());
  }

  @Override
  public int count() {
    return ranks.length;
  }

  @Override
  public int threads(int worker) {
    return cluster.threads();
  }

  @Override
  public void grant(int worker, ShardTask task) {
    handleMessage();
    events.after(
        rankZeroFreeAt - events.now() + latency,
        () -> {
          ranks[worker].tasks.add(task);
          beginIfIdle(worker);
        });
  }

  @Override
  public Optional<ShardReport> poll() {
    Optional<ShardReport> report = Optional.ofNullable(arrived.poll());
    report.ifPresent(some -> handleMessage());
    return report;
  }

  /** Lets time pass: what rank 0 is still busy with, and its pause. */
  @Override
  public void await(Duration time) {
    events.runUntil(rankZeroFreeAt() + Math.min(PAUSE, time.toNanos()));
  }

  private void handleMessage() {
    rankZeroFreeAt = Math.max(rankZeroFreeAt, events.now()) + message;
    messageTime += message;
  }

  private void beginIfIdle(int worker) {
    Rank rank = ranks[worker];
    if (rank.tasks.isEmpty() || rank.idleSince.isEmpty()) {
      return;
    }
    ShardTask task = rank.tasks.poll();
    long waited = events.now() - rank.idleSince.poll();
    waitingTime += waited;
    long begin = events.now();
    int draw = random.nextInt(costs.makingSeconds().size());
    long making = EventQueue.nanoseconds(costs.makingSeconds().get(draw) * rank.slowness);
    files.begin();
    events.after(
        making,
        () -> {
          makingTime += making;
          files.write(task.shard(), () -> end(worker, task, begin, waited));
        });
  }

  private void end(int worker, ShardTask task, long begin, long waited) {
    ShardReport report =
        new ShardReport(
            worker, task, true, Optional.empty(), (events.now() - begin) / 1e9, waited / 1e9);
    ranks[worker].idleSince.add(events.now());
    beginIfIdle(worker);
    events.after(latency, () -> arrived.add(report));
  }

  /** When rank 0 has done with its messages. */
  private long rankZeroFreeAt() {
    return Math.max(rankZeroFreeAt, events.now());
  }

  /** Nanoseconds that rank 0 has spent on messages until now. */
  long messageTime() {
    return messageTime - (rankZeroFreeAt() - events.now());
  }

  /** Nanoseconds of all threads in shards that they have made, without the file system's. */
  long makingTime() {
    return makingTime;
  }

  /** Nanoseconds of all threads without a task until now. */
  long waitingTime() {
    long time = waitingTime;
    for (Rank rank : ranks) {
      for (long since : rank.idleSince) {
        time += events.now() - since;
      }
    }
    return time;
  }
}
