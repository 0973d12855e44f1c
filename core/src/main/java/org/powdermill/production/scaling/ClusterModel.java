package org.powdermill.production.scaling;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A run on a cluster in virtual time: the real dispatcher hands shards to virtual ranks; making,
 * writing, messages and reading take the time that they were measured or assumed to take. A seed
 * decides everything that is drawn: the same call gives the same figures.
 *
 * <p>A rank makes a shard, then writes it; on a real machine part of the writing goes on behind the
 * making, so that the model is on the careful side where one rank's writing takes long.
 */
public final class ClusterModel {

  /** Rounds of shards, one for each thread, before anything is measured, and while it is. */
  private static final int ROUNDS_BEFORE = 3;

  private static final int ROUNDS = 5;

  /** Seconds that are measured at least: many publications of the consumer's state. */
  private static final double LEAST_SECONDS = 20;

  /** Shards that are measured at least: one more or less is half a percent. */
  private static final int LEAST_SHARDS = 200;

  /** A part that is busy for this share of the time holds the others up. */
  private static final double BUSY = 0.9;

  private final Cluster cluster;
  private final ShardCosts costs;
  private final Optional<Consumer> consumer;
  private final EventQueue events = new EventQueue();
  private final VirtualFileSystem files;
  private final VirtualRanks ranks;
  private final Optional<VirtualConsumer> reader;
  private final VirtualRankZero rankZero;

  private ClusterModel(Cluster cluster, ShardCosts costs, Optional<Consumer> consumer, long seed) {
    this.cluster = cluster;
    this.costs = costs;
    this.consumer = consumer;
    this.files = new VirtualFileSystem(events, cluster, costs.bytes());
    this.ranks = new VirtualRanks(events, cluster, costs, files, seed);
    this.reader = consumer.map(some -> new VirtualConsumer(events, some, costs, files));
    this.rankZero =
        new VirtualRankZero(
            events, ranks, reader, consumer.map(Consumer::lead).orElse(0L), costs.rows());
  }

  /** Runs into a folder without a consumer: nothing but the cluster holds the ranks up. */
  public static Throughput withoutConsumer(Cluster cluster, ShardCosts costs, long seed) {
    return new ClusterModel(cluster, costs, Optional.empty(), seed).run();
  }

  /** Runs a stream. */
  public static Throughput withConsumer(
      Cluster cluster, ShardCosts costs, Consumer consumer, long seed) {
    return new ClusterModel(cluster, costs, Optional.of(consumer), seed).run();
  }

  private record Counts(
      long written,
      long trained,
      long making,
      long waiting,
      double bytes,
      long metadata,
      long messages,
      long reading,
      long training) {}

  private Throughput run() {
    rankZero.start();
    reader.ifPresent(VirtualConsumer::start);
    double shard = secondsOfAShard();
    double round = Math.max(secondsAlone(), shard * atWork());
    runFor(Math.max(ROUNDS_BEFORE * round, LEAST_SECONDS / 4));
    long begin = events.now();
    Counts before = counts();
    runFor(Math.max(ROUNDS * round, Math.max(LEAST_SHARDS * shard, LEAST_SECONDS)));
    return throughput(before, counts(), (events.now() - begin) / 1e9);
  }

  private void runFor(double seconds) {
    events.runUntil(events.now() + EventQueue.nanoseconds(seconds));
  }

  private double secondsAlone() {
    return costs.meanMakingSeconds() * cluster.slowNodeFactor()
        + costs.bytes() / cluster.clientBytesPerSecond();
  }

  /** Threads that can be at work: with a consumer, no more than there are credits. */
  private double atWork() {
    double threads = (double) cluster.ranks() * cluster.threads();
    return consumer.map(some -> Math.min(threads, (double) some.lead())).orElse(threads);
  }

  /** Time from one shard to the next, as the part that takes longest lets them have it. */
  private double secondsOfAShard() {
    double read =
        consumer
            .map(
                some ->
                    Math.max(
                        some.secondsPerShard(),
                        costs.readingSeconds() + costs.bytes() / cluster.clientBytesPerSecond()))
            .orElse(0.0);
    return DoubleStream.of(
            secondsAlone() / atWork(),
            costs.bytes() * (consumer.isPresent() ? 2 : 1) / cluster.bytesPerSecond(),
            VirtualFileSystem.OPERATIONS / cluster.metadataPerSecond(),
            2 * cluster.messageSeconds(),
            read)
        .max()
        .orElseThrow();
  }

  private Counts counts() {
    return new Counts(
        files.written(),
        reader.map(VirtualConsumer::trained).orElse(0L),
        ranks.makingTime(),
        ranks.waitingTime(),
        files.bytesMoved(),
        files.metadataTime(),
        ranks.messageTime(),
        reader.map(VirtualConsumer::readingTime).orElse(0L),
        reader.map(VirtualConsumer::trainingTime).orElse(0L));
  }

  private Throughput throughput(Counts before, Counts after, double seconds) {
    double threads = cluster.ranks() * cluster.threads();
    double time = seconds * 1e9;
    double making = (after.making() - before.making()) / (threads * time);
    double waiting = (after.waiting() - before.waiting()) / (threads * time);
    double bandwidth = (after.bytes() - before.bytes()) / (cluster.bytesPerSecond() * seconds);
    double metadata = (after.metadata() - before.metadata()) / time;
    double messages = (after.messages() - before.messages()) / time;
    double reading = (after.reading() - before.reading()) / time;
    double training = (after.training() - before.training()) / time;

    Map<Bottleneck, Double> shares = new EnumMap<>(Bottleneck.class);
    shares.put(Bottleneck.MAKING, 1 - waiting);
    shares.put(Bottleneck.BANDWIDTH, bandwidth);
    shares.put(Bottleneck.METADATA, metadata);
    shares.put(Bottleneck.RANK_ZERO, messages);
    shares.put(Bottleneck.READING, reading);
    shares.put(Bottleneck.TRAINING, training);
    return new Throughput(
        cluster.ranks(),
        seconds,
        (after.written() - before.written()) * costs.rows() / seconds,
        (after.trained() - before.trained()) * costs.rows() / seconds,
        waiting,
        consumer.isPresent() ? 1 - training : 0,
        making,
        bandwidth,
        metadata,
        messages,
        reading,
        files.mostStanding(),
        first(shares));
  }

  private static Bottleneck first(Map<Bottleneck, Double> shares) {
    return shares.entrySet().stream()
        .filter(entry -> entry.getValue() >= BUSY)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Bottleneck.CREDITS);
  }
}
