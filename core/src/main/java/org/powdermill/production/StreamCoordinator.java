package org.powdermill.production;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.stream.ConsumerState;
import org.powdermill.hdf5.stream.EndMarker;
import org.powdermill.hdf5.stream.OwnerState;
import org.powdermill.hdf5.stream.OwnershipLostException;
import org.powdermill.hdf5.stream.PeerWatch;
import org.powdermill.hdf5.stream.ProducerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.production.ranks.RankException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer of a stream: one process that owns this side of it, and has workers make the shards.
 *
 * <p>It reads the consumer's position four times a second at most, and lets nothing be made that
 * lies {@code lead} shards ahead of it: that bounds the disk. It begins at the consumer's durable
 * position, and keeps what stands there whole. It goes back when a consumer begins further back,
 * and has made again what the consumer asks for. The states are all that it remembers: another
 * process that begins anew does the same, with any workers.
 *
 * <p>For one thread.
 */
public final class StreamCoordinator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamCoordinator.class);

  private static final Duration LOOK = Duration.ofMillis(20);

  /**
   * How to produce.
   *
   * @param range which diffractograms; those before the consumer's position are not made
   * @param lead number of shards that may be ahead of the consumer, at least 1
   * @param peerTimeout without a living consumer for so long, and nothing to do, it gives up
   * @param poll time between two looks at the consumer's state
   * @param timing of states and owners
   */
  public record Options(
      IndexRange range, long lead, Duration peerTimeout, Duration poll, StreamOwner.Timing timing) {

    /** Shards ahead of the consumer where nothing else is said. */
    public static final long DEFAULT_LEAD = 64;

    /** Checks the lead. */
    public Options {
      if (lead < 1 || lead > 1_000_000) {
        throw new IllegalArgumentException("lead %d: want 1 to 1000000".formatted(lead));
      }
    }

    /** 64 shards ahead; 10 minutes without a consumer. */
    public static Options of(IndexRange range) {
      return new Options(
          range,
          DEFAULT_LEAD,
          Duration.ofMinutes(10),
          Duration.ofMillis(250),
          StreamOwner.Timing.DEFAULT);
    }
  }

  /** Why it ended. */
  public enum Ending {
    /** All shards are made. */
    COMPLETE("complete", 0),
    /** The consumer needs no more. */
    CONSUMER_FINISHED("the consumer needs no more", 0),
    /** No living consumer for too long. */
    PEER_LOST("no consumer has shown life for too long; run the same call again to go on", 75),
    /** It was asked to stop. */
    STOPPED("interrupted; run the same call again to go on", 75);

    private final String line;
    private final int status;

    Ending(String line, int status) {
      this.line = line;
      this.status = status;
    }

    /** In words. */
    public String line() {
      return line;
    }

    /** Exit status. */
    public int status() {
      return status;
    }
  }

  /**
   * What it did.
   *
   * @param ending why it ended
   * @param state numbers at the end
   */
  public record Result(Ending ending, ProducerState state) {}

  private final StreamOwner<ProducerState> owner;
  private final StreamAccess access;
  private final ShardIdentity identity;
  private final Options options;
  private final PeerWatch<ConsumerState> consumer;
  private final ShardDispatcher dispatcher;
  private final long firstShard;

  /** Epoch of a consumer that had finished before this producer began; 0 if there is none. */
  private final long finishedBefore;

  private ProductionCount count = new ProductionCount(0, 0);
  private long consumerEpoch;

  /** No shard below is needed by the consumer, as far as it has said. */
  private long needed;

  private long requestsSeen;
  private long lastPoll;
  private boolean consumerFinished;

  /** Shards made since the last look at the consumer. */
  private final Set<Long> justMade = new HashSet<>();

  /** Shards made although the consumer had read them: nobody else would ever remove them. */
  private final Set<Long> strays = new HashSet<>();

  private StreamCoordinator(
      StreamOwner<ProducerState> owner,
      ShardIdentity identity,
      Options options,
      PeerWatch<ConsumerState> consumer,
      Optional<OwnerState<ConsumerState>> found) {
    this.owner = owner;
    this.access = owner.access();
    this.identity = identity;
    this.options = options;
    this.consumer = consumer;
    this.firstShard = firstShard(found, identity, options);
    this.needed = firstShard;
    long limit = position(found).orElse(firstShard) + options.lead();
    this.dispatcher = new ShardDispatcher(firstShard, options.range().endShard(), limit);
    this.finishedBefore =
        found
            .filter(state -> state.side().finished())
            .map(state -> state.head().epoch())
            .orElse(0L);
    this.lastPoll = access.clock().nanoTime();
  }

  /**
   * Becomes the producer of a stream, which is made if need be; may wait as long as an earlier
   * producer is not known to be dead.
   *
   * @param stop whether to give up waiting
   * @return empty if it was stopped
   * @throws ProductionException if the stream is one of another run
   * @throws StreamException if another producer is alive
   * @throws FileException if a file cannot be read or written
   */
  public static Optional<StreamCoordinator> open(
      StreamAccess access, ShardIdentity identity, Options options, BooleanSupplier stop) {
    access.createFolders(access.folder().root());
    requireSameRun(access, identity, options.range().firstIndex());
    PeerWatch<ConsumerState> consumer = new PeerWatch<>(access, StreamSide.CONSUMER);
    Optional<OwnerState<ConsumerState>> found = consumer.look();
    long begin = firstShard(found, identity, options);
    ProducerState first = new ProductionCount(0, 0).state(begin, begin, options, access.clock());
    Optional<StreamOwner<ProducerState>> claimed =
        StreamOwner.claim(access, StreamSide.PRODUCER, options.timing(), "opening", first, stop);
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    StreamOwner<ProducerState> owner = claimed.get();
    try {
      if (access.identity().isEmpty()) {
        owner.access().describe(identity, options.range().firstIndex());
      }
      withdrawEnd(owner.access(), options.range());
      // What a producer that was killed has left.
      owner.access().deleteUnfinished(access.folder().root());
      owner.access().deleteUnfinished(access.folder().rendezvous());
      // Again, as the claim may have taken its time.
      return Optional.of(
          new StreamCoordinator(owner, identity, options, consumer, consumer.look()));
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  private static void requireSameRun(StreamAccess access, ShardIdentity identity, long firstIndex) {
    Optional<ShardIdentity> there = access.identity();
    if (there.isEmpty()) {
      new ShardFolder(access.storage(), access.folder().root(), identity).requireThisRun();
      return;
    }
    List<String> differences = there.get().differencesFrom(identity);
    if (!differences.isEmpty()) {
      throw new ProductionException(
          "%s is a stream of another run: %s; choose another folder, or the settings of that run"
              .formatted(access.folder().root(), String.join(", ", differences)));
    }
    long begin = access.firstIndex().orElse(firstIndex);
    if (begin != firstIndex) {
      throw new ProductionException(
          "%s begins at diffractogram %d, not %d; choose another folder, or that --first-index"
              .formatted(access.folder().root(), begin, firstIndex));
    }
  }

  /** A marker of fewer diffractograms than are to be made now would have the consumer stop. */
  private static void withdrawEnd(StreamAccess access, IndexRange range) {
    Optional<EndMarker> end = access.end();
    long wanted = range.endIndex().orElse(Long.MAX_VALUE);
    if (end.isPresent() && end.get().endIndex() < wanted) {
      access.withdrawEnd();
    }
  }

  private static long firstShard(
      Optional<OwnerState<ConsumerState>> consumer, ShardIdentity identity, Options options) {
    long first = options.range().firstShard();
    return consumer
        .map(state -> Math.max(first, state.side().durableShard(identity.shardSize())))
        .orElse(first);
  }

  private Optional<Long> position(Optional<OwnerState<ConsumerState>> found) {
    return found.map(
        state ->
            Math.max(options.range().firstShard(), state.side().nextShard(identity.shardSize())));
  }

  /** Number of this producer among those of the stream. */
  public long epoch() {
    return owner.epoch();
  }

  /** The stream as this producer may change it. */
  public StreamAccess access() {
    return access;
  }

  /** Where its workers' shards belong. */
  public ShardPlace place() {
    return new StreamPlace(access, identity, owner.epoch());
  }

  /** Numbers up to now. */
  public ProducerState state() {
    return count.state(firstShard, dispatcher.madeBefore(), options, access.clock());
  }

  /**
   * Has the shards made, until all are there, the consumer needs no more, no consumer lives, or it
   * is stopped; says so in the stream.
   *
   * @param workers whose {@link ShardMaker}s have this producer's {@link #place}
   * @param stop whether to stop; the workers are told by other means
   * @param listener told after each step
   * @throws OwnershipLostException if there is a later producer
   * @throws ProductionException if a worker is lost
   * @throws FileException if a file cannot be read or written
   */
  public Result run(Workers workers, BooleanSupplier stop, Runnable listener) {
    try {
      Ending ending = produce(workers, stop, listener);
      Result result = new Result(ending, state());
      tellMetrics();
      owner.sayNow(ending.line(), () -> result.state());
      owner.leave(ending.status(), ending.line(), ending.line());
      return result;
    } catch (OwnershipLostException e) {
      throw e; // and nothing is written any more
    } catch (RankException e) {
      fail(e.status(), e);
      throw e;
    } catch (RuntimeException e) {
      fail(1, e);
      throw e;
    }
  }

  /**
   * Says in the stream that it failed; whatever goes wrong with that is added to the cause.
   *
   * @param status exit status
   */
  public void fail(int status, RuntimeException cause) {
    String line = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    try {
      owner.lastError(line);
      owner.leave(status, "failed", line);
    } catch (StreamException | FileException e) {
      cause.addSuppressed(e);
    }
  }

  private Ending produce(Workers workers, BooleanSupplier stop, Runnable listener) {
    count = ProductionCount.of(workers);
    Distribution distribution = new Distribution(dispatcher, workers, options.range(), this::take);
    follow(consumer.look());
    while (true) {
      boolean stopped = stop.getAsBoolean();
      distribution.takeReports(); // a lost worker shows here, and counts more than the wish to stop
      if (stopped) {
        return Ending.STOPPED;
      }
      if (isTimeToPoll()) {
        follow(consumer.look());
      }
      distribution.grant();
      if (dispatcher.isComplete()) {
        writeEnd();
        return Ending.COMPLETE;
      }
      if (consumerFinished) {
        return Ending.CONSUMER_FINISHED;
      }
      boolean idle = distribution.isIdle();
      if (idle && consumer.silence().compareTo(options.peerTimeout()) >= 0) {
        return Ending.PEER_LOST;
      }
      if (count.isTimeForMetrics(access.clock())) {
        tellMetrics();
      }
      owner.say(idle ? "waiting for the consumer" : "making", this::state);
      listener.run();
      Waiting.await(workers, LOOK);
    }
  }

  private boolean isTimeToPoll() {
    if (access.clock().since(lastPoll).compareTo(options.poll()) < 0) {
      return false;
    }
    lastPoll = access.clock().nanoTime();
    return true;
  }

  /** Takes in what the consumer says. */
  private void follow(Optional<OwnerState<ConsumerState>> found) {
    if (found.isEmpty()) {
      return;
    }
    ConsumerState now = found.get().side();
    long epoch = found.get().head().epoch();
    boolean another = epoch != consumerEpoch;
    if (another) {
      consumerEpoch = epoch;
      requestsSeen = 0;
    }
    long next = position(found).orElseThrow();
    long durable = Math.max(options.range().firstShard(), now.durableShard(identity.shardSize()));
    if (another || durable < needed) {
      // It begins where shards may be gone: the one before may have removed some unseen.
      dispatcher.rewind(durable);
    }
    needed = durable;
    dispatcher.skip(durable);
    dispatcher.limit(next + options.lead());
    for (ConsumerState.Wanted wanted : now.wanted()) {
      if (wanted.request() > requestsSeen) {
        LOG.warn("shard {} is to be made again: the consumer could not read it", wanted.shard());
        dispatcher.again(wanted.shard());
      }
    }
    requestsSeen =
        now.wanted().stream()
            .mapToLong(ConsumerState.Wanted::request)
            .reduce(requestsSeen, Math::max);
    consumerFinished = now.finished() && epoch != finishedBefore;
    deleteStrays(next, now.removedBefore() == null ? 0 : now.removedBefore());
  }

  private void deleteStrays(long nextShard, long removedBefore) {
    for (long shard : justMade) {
      if (shard < nextShard) {
        strays.add(shard);
      }
    }
    justMade.clear();
    strays.removeIf(
        shard -> {
          if (shard < removedBefore) {
            access.delete(access.folder().shard(shard));
          }
          return shard < removedBefore;
        });
  }

  private void take(ShardReport report) {
    count.add(report, !dispatcher.isMet(report.task().shard()));
    if (report.made()) {
      justMade.add(report.task().shard());
    }
    report
        .fault()
        .ifPresent(
            fault -> {
              LOG.warn("damaged, made again: {}", fault);
              owner.lastError(fault);
            });
  }

  private void writeEnd() {
    IndexRange range = options.range();
    long end = range.endIndex().orElseThrow();
    if (access.end().filter(marker -> marker.endIndex() >= end).isEmpty()) {
      access.writeEnd(
          new EndMarker(range.firstIndex(), end - range.firstIndex(), range.shardSize()));
    }
  }

  private void tellMetrics() {
    try {
      access.append(access.folder().metrics(owner.epoch()), count.metrics(access.clock()));
    } catch (FileException e) {
      LOG.warn("{}", e.getMessage()); // a rate that is not written down loses nothing
    }
  }

  /** Lets the program end: call it last. */
  @Override
  public void close() {
    owner.close();
  }
}
