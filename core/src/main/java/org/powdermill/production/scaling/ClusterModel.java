package org.powdermill.production.scaling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.production.Distribution;
import org.powdermill.production.IndexRange;
import org.powdermill.production.ShardDispatcher;
import org.powdermill.production.StreamCoordinator;

/**
 * A run on a cluster in virtual time: the real dispatcher and, for a stream, the real coordinator
 * with the states that it publishes and reads, have shards made by virtual ranks for a virtual
 * consumer. Making, writing, messages and reading take the time that they were measured or assumed
 * to take; looking after names takes time from the file system, not from rank 0. A seed decides
 * everything that is drawn: the same call gives the same figures.
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

  /** Seconds that the model looks at at most, so that the slowest cluster is done with as well. */
  private static final double MOST_SECONDS = 3000;

  /** A part that is busy for this share of the time holds the others up. */
  private static final double BUSY = 0.9;

  /** Where the stream would be. */
  private static final StreamFolder STREAM = new StreamFolder(Path.of("stream"));

  /** Time between two looks for reports of a run into a folder. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Cluster cluster;
  private final ShardCosts costs;
  private final Optional<Consumer> consumer;
  private final EventQueue events = new EventQueue();
  private final VirtualFileSystem files;
  private final VirtualRanks ranks;
  private final StreamAccess stream;
  private final IndexRange endless;
  private Optional<VirtualConsumer> reader = Optional.empty();

  private ClusterModel(Cluster cluster, ShardCosts costs, Optional<Consumer> consumer, long seed) {
    this.cluster = cluster;
    this.costs = costs;
    this.consumer = consumer;
    this.files = new VirtualFileSystem(events, cluster, costs.bytes());
    this.ranks = new VirtualRanks(events, cluster, costs, files, seed);
    this.stream = new StreamAccess(STREAM, new VirtualStorage(files), new VirtualClock(events));
    this.endless = new IndexRange(0, OptionalLong.empty(), costs.rows());
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
    double shard = secondsOfAShard();
    double round = Math.max(secondsAlone(), shard * atWork());
    long begin =
        EventQueue.nanoseconds(
            Math.min(MOST_SECONDS, Math.max(ROUNDS_BEFORE * round, LEAST_SECONDS / 4)));
    double seconds =
        Math.min(
            MOST_SECONDS, Math.max(ROUNDS * round, Math.max(LEAST_SHARDS * shard, LEAST_SECONDS)));
    long end = begin + EventQueue.nanoseconds(seconds);
    List<Counts> counts = new ArrayList<>();
    events.after(begin, () -> counts.add(counts()));
    events.after(end, () -> counts.add(counts()));
    if (consumer.isPresent()) {
      runStream(consumer.get(), end);
    } else {
      runIntoFolder(end);
    }
    return throughput(counts.get(0), counts.get(1), seconds);
  }

  private void runIntoFolder(long end) {
    Distribution distribution =
        new Distribution(
            new ShardDispatcher(0, Long.MAX_VALUE, Long.MAX_VALUE), ranks, endless, report -> {});
    while (events.now() < end) {
      distribution.grant();
      ranks.await(LOOK);
      distribution.takeReports();
    }
  }

  private void runStream(Consumer consuming, long end) {
    try (VirtualConsumer virtual = new VirtualConsumer(events, consuming, costs, files, stream)) {
      reader = Optional.of(virtual);
      virtual.start();
      try (StreamCoordinator coordinator =
          StreamCoordinator.open(stream, identity(), options(consuming), () -> false)
              .orElseThrow()) {
        coordinator.run(ranks, () -> events.now() >= end, () -> {});
      }
    }
  }

  /** Of shards that nobody makes; only their size counts. */
  private ShardIdentity identity() {
    return new ShardIdentity(
        0,
        "none",
        Wavelength.CU_KA1.angstrom(),
        TwoThetaGrid.DEFAULT,
        ShardProfile.GAUSSIAN,
        "{}",
        new SpaceGroupClasses(List.of(1)),
        costs.rows(),
        StoreKind.FLOAT32);
  }

  private StreamCoordinator.Options options(Consumer consuming) {
    StreamCoordinator.Options usual = StreamCoordinator.Options.of(endless);
    return new StreamCoordinator.Options(
        endless, consuming.lead(), usual.peerTimeout(), usual.poll(), usual.timing());
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
        trainedPerSecond(after.trained() - before.trained(), training, seconds),
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

  /** From the time spent, where training takes some: that counts a part of a shard as well. */
  private double trainedPerSecond(long shards, double training, double seconds) {
    double each = consumer.map(Consumer::secondsPerShard).orElse(0.0);
    return costs.rows() * (each > 0 ? training / each : shards / seconds);
  }

  private static Bottleneck first(Map<Bottleneck, Double> shares) {
    return shares.entrySet().stream()
        .filter(entry -> entry.getValue() >= BUSY)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Bottleneck.CREDITS);
  }
}
