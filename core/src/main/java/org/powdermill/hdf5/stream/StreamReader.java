package org.powdermill.hdf5.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.ShardIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer of a stream: gets every diffractogram from its first index on, once and in order.
 *
 * <p>The idea: a shard's name follows from its number, so that the reader opens the next one, and
 * never searches. What is there whole is handed out; what is not there yet is waited for; what
 * cannot be trusted is set aside and asked for again, as a producer can make any shard again to the
 * same bits ({@link ShardPatience} tells how long a parallel file system is given). The reader
 * publishes two positions: the shard it reads next, which bounds how far a producer may be ahead,
 * and the first shard that it may ever want again, the one of its last {@link #durable} checkpoint:
 * only shards below that are deleted or put away. Nothing else is agreed between the two sides, so
 * either may start first, end at any place and start again elsewhere.
 *
 * <p>Cost: for each shard one look at its length, one opening, one published state (at most five a
 * second), and a rename or deletion; while it waits, four looks at names or small files for each
 * pause, which grows from 20 ms to 1 s.
 *
 * <p>One thread at a time calls {@link #next}, ahead of the computation; any other may call {@link
 * #durable}, {@link #finish} and the questions meanwhile.
 */
public final class StreamReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReader.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /**
   * How to read.
   *
   * @param consume whether shards behind the durable checkpoint are deleted; else they are put away
   * @param peerTimeout with nothing to read and no producer alive for so long, the reader gives up
   * @param timing of states and owners
   */
  public record Options(boolean consume, Duration peerTimeout, StreamOwner.Timing timing) {

    /** Shards are kept; 10 minutes without a producer. */
    public static final Options DEFAULT =
        new Options(false, Duration.ofMinutes(10), StreamOwner.Timing.DEFAULT);
  }

  private static final long AT_BEGINNING = -1;

  private final StreamOwner<ConsumerState> owner;
  private final StreamAccess access;
  private final Options options;
  private final ShardIdentity identity;
  private final long firstIndex;
  private final PeerWatch<ProducerState> producer;
  private final ShardDoor door;
  private final ShardRemoval removal;
  private final OwnerHeart heart;
  private final long opened;

  /** Whether a shard was once shown late; for the thread that reads. */
  private boolean slowFiles;

  private final Object position = new Object();
  private final Map<Long, Long> wanted = new TreeMap<>();
  private long nextIndex;
  private long durableShard;
  private long requests;
  private boolean ended;
  private boolean finished;
  private long shardsRead;
  private long diffractogramsRead;
  private long waited;

  private StreamReader(
      StreamOwner<ConsumerState> owner,
      OwnerHeart heart,
      PeerWatch<ProducerState> producer,
      Options options,
      ShardIdentity identity,
      long firstIndex,
      long removedBefore) {
    this.owner = owner;
    this.access = owner.access();
    this.options = options;
    this.identity = identity;
    this.firstIndex = firstIndex;
    this.producer = producer;
    this.heart = heart;
    this.nextIndex = firstIndex;
    this.durableShard = firstIndex / identity.shardSize();
    this.door = new ShardDoor(access, identity);
    this.removal =
        new ShardRemoval(access, options.consume(), Math.min(removedBefore, durableShard));
    this.opened = access.clock().nanoTime();
  }

  /**
   * Opens a stream: becomes its consumer, and waits for the first producer.
   *
   * @param firstIndex number of the first diffractogram to read, 0 or that of a durable checkpoint;
   *     it may lie within a shard
   * @param stop whether to give up waiting
   * @return empty if it was stopped
   * @throws StreamException if another consumer is alive, or the stream begins behind that index
   * @throws PeerLostException if no producer came in time
   */
  public static Optional<StreamReader> open(
      StreamAccess access, Options options, long firstIndex, BooleanSupplier stop) {
    if (firstIndex < 0) {
      throw new IllegalArgumentException("first index " + firstIndex);
    }
    return claim(access, options, firstIndex, stop);
  }

  /**
   * Opens a stream where it begins: becomes its consumer, and waits for the first producer.
   *
   * @param stop whether to give up waiting
   * @return empty if it was stopped
   * @throws StreamException if another consumer is alive
   * @throws PeerLostException if no producer came in time
   */
  public static Optional<StreamReader> openAtBeginning(
      StreamAccess access, Options options, BooleanSupplier stop) {
    return claim(access, options, AT_BEGINNING, stop);
  }

  /**
   * Whether the last consumer has ended, as its outcome or the end of its process on this machine
   * tells, without having said that it needs no more. False for a stream that nobody made or read.
   */
  public static boolean isLeftUnfinished(StreamAccess access) {
    long epoch = access.latestEpoch(StreamSide.CONSUMER, 0);
    if (epoch == 0 || access.identity().isEmpty()) {
      return false;
    }
    boolean over = access.outcome(StreamSide.CONSUMER, epoch).isPresent();
    ProcessIdentity observer = ProcessIdentity.current();
    return access
        .state(StreamSide.CONSUMER, epoch)
        .filter(state -> !state.side().finished())
        .filter(state -> over || state.process().hasEnded(observer))
        .isPresent();
  }

  private static Optional<StreamReader> claim(
      StreamAccess access, Options options, long firstIndex, BooleanSupplier stop) {
    access.createFolders(access.folder().root());
    Optional<StreamOwner<ConsumerState>> claimed =
        StreamOwner.claim(
            access, StreamSide.CONSUMER, options.timing(), "opening", unknown(firstIndex), stop);
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    StreamOwner<ConsumerState> owner = claimed.get();
    OwnerHeart heart = new OwnerHeart(owner);
    boolean complete = false;
    try {
      Optional<StreamReader> reader = open(owner, heart, options, firstIndex, stop);
      complete = reader.isPresent();
      if (!complete) {
        owner.leave(75, "stopped", "stopped before the first shard");
      }
      return reader;
    } catch (OwnershipLostException e) {
      throw e;
    } catch (RuntimeException e) {
      owner.leave(e instanceof PeerLostException ? 75 : 1, "failed", e.getMessage());
      throw e;
    } finally {
      if (!complete) {
        heart.close();
        owner.close();
      }
    }
  }

  private static ConsumerState unknown(long firstIndex) {
    return new ConsumerState(Math.max(0, firstIndex), null, null, null, List.of(), false, 0, 0, 0);
  }

  private static Optional<StreamReader> open(
      StreamOwner<ConsumerState> owner,
      OwnerHeart heart,
      Options options,
      long firstIndex,
      BooleanSupplier stop) {
    StreamAccess access = owner.access();
    PeerWatch<ProducerState> producer = new PeerWatch<>(access, StreamSide.PRODUCER);
    while (!stop.getAsBoolean()) {
      heart.check();
      Optional<ShardIdentity> identity = access.identity();
      if (identity.isPresent()) {
        long begin = access.firstIndex().orElse(0L);
        if (firstIndex != AT_BEGINNING && firstIndex < begin) {
          throw new StreamException(
              "%s begins at diffractogram %d: it has no %d; choose another stream"
                  .formatted(access.folder().root(), begin, firstIndex));
        }
        StreamReader reader =
            new StreamReader(
                owner,
                heart,
                producer,
                options,
                identity.get(),
                firstIndex == AT_BEGINNING ? begin : firstIndex,
                removedBefore(owner).orElse(Long.MAX_VALUE));
        owner.sayNow("reading", reader::state);
        return Optional.of(reader);
      }
      producer.look();
      requireProducer(access, producer, options);
      Waiting.sleep(access.clock(), LONGEST_PAUSE);
    }
    return Optional.empty();
  }

  /** How far the consumers before have deleted or put away. */
  private static Optional<Long> removedBefore(StreamOwner<ConsumerState> owner) {
    for (long epoch = owner.epoch() - 1; epoch > 0; epoch--) {
      Optional<Long> removed =
          owner
              .access()
              .state(StreamSide.CONSUMER, epoch)
              .map(OwnerState::side)
              .map(ConsumerState::removedBefore);
      if (removed.isPresent()) {
        return removed;
      }
    }
    return Optional.empty();
  }

  private static void requireProducer(
      StreamAccess access, PeerWatch<ProducerState> producer, Options options) {
    if (producer.silence().compareTo(options.peerTimeout()) >= 0) {
      throw new PeerLostException(
          "no producer of %s has shown life for %d s; start one, and read again from the last checkpoint"
              .formatted(access.folder().root(), options.peerTimeout().toSeconds()));
    }
  }

  /** What all shards have in common. */
  public ShardIdentity identity() {
    return identity;
  }

  /** Number of the diffractogram that is read next. */
  public long nextIndex() {
    synchronized (position) {
      return nextIndex;
    }
  }

  /** Whether the stream has come to its end, and all of it has been read. */
  public boolean isEnded() {
    synchronized (position) {
      return ended;
    }
  }

  /** Share of the time since the opening that {@link #next} spent waiting, 0 to 1. */
  public double waitingShare() {
    synchronized (position) {
      long all = access.clock().nanoTime() - opened;
      return all <= 0 ? 0 : Math.min(1, (double) waited / all);
    }
  }

  /**
   * Reads the next shard; waits for it if need be.
   *
   * @param stop whether to give up waiting
   * @return empty if the stream has ended ({@link #isEnded}), or if it was stopped
   * @throws PeerLostException if there is nothing to read and no living producer
   * @throws OwnershipLostException if there is a later consumer
   * @throws org.powdermill.files.FileException if the folder cannot be read or written
   */
  public Optional<StreamShard> next(BooleanSupplier stop) {
    long index = nextIndex();
    ShardPatience patience =
        new ShardPatience(access.clock(), index / identity.shardSize(), slowFiles);
    Duration pause = FIRST_PAUSE;
    while (!stop.getAsBoolean()) {
      heart.check();
      Optional<StreamShard> shard = look(patience, index);
      if (shard.isPresent()) {
        slowFiles = slowFiles || patience.wasTried();
        accept(shard.get());
        return shard;
      }
      if (isOver(index)) {
        synchronized (position) {
          ended = true;
          finished = true;
        }
        owner.sayNow("ended", this::state);
        return Optional.empty();
      }
      long madeBefore =
          producer.look().map(OwnerState::side).map(ProducerState::madeBefore).orElse(0L);
      if (patience.isMissingTooLong(madeBefore)) {
        want(patience.shard(), "shard %d is said to be made and is not there");
      }
      requireProducer(access, producer, options);
      owner.say("waiting", this::state);
      pause(pause);
      pause = pause.multipliedBy(3).dividedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
    return Optional.empty();
  }

  private Optional<StreamShard> look(ShardPatience patience, long index) {
    if (!patience.isTime()) {
      return Optional.empty();
    }
    ShardDoor.Look look = door.look(patience.shard(), index);
    look.fault().ifPresent(fault -> fault(patience, fault));
    if (look.isMissing()) {
      patience.missing();
    }
    return look.shard();
  }

  private void fault(ShardPatience patience, ShardDoor.Fault fault) {
    if (patience.isFinal(fault.exception())) {
      Path aside = door.setAside(fault.file());
      want(patience.shard(), fault.exception().getMessage() + "; set aside as " + aside);
    }
  }

  private void want(long shard, String reason) {
    String line = reason.contains("%d") ? reason.formatted(shard) : reason;
    LOG.warn("{}; asked for again", line);
    synchronized (position) {
      wanted.put(shard, ++requests);
    }
    owner.lastError(line);
    owner.say("waiting", this::state);
  }

  private void accept(StreamShard shard) {
    synchronized (position) {
      nextIndex = shard.index(shard.rows() - 1) + 1;
      wanted.remove(shard.number());
      shardsRead++;
      diffractogramsRead += shard.rows() - shard.firstRow();
    }
    owner.say("reading", this::state);
  }

  private boolean isOver(long index) {
    return access.end().filter(end -> end.endIndex() <= index).isPresent();
  }

  private void pause(Duration pause) {
    long begin = access.clock().nanoTime();
    Waiting.sleep(access.clock(), pause);
    synchronized (position) {
      waited += access.clock().nanoTime() - begin;
    }
  }

  private ConsumerState state() {
    synchronized (position) {
      List<ConsumerState.Wanted> requested = new ArrayList<>();
      wanted.forEach((shard, request) -> requested.add(new ConsumerState.Wanted(shard, request)));
      return new ConsumerState(
          firstIndex,
          nextIndex / identity.shardSize(),
          durableShard,
          removal.removedBefore(),
          requested,
          finished,
          shardsRead,
          diffractogramsRead,
          Math.round(waitingShare() * 1000) / 1000.0);
    }
  }

  /**
   * Says that everything before a diffractogram lies behind a durable checkpoint: the reader can
   * only be opened again at that index or a later one. Shards that lie wholly before it are deleted
   * or put away, now and in this thread. A last shard that is shorter than the others stays.
   *
   * @throws IllegalArgumentException if that was not read yet
   * @throws OwnershipLostException if there is a later consumer; nothing is deleted then
   * @throws org.powdermill.files.FileException if a shard can be neither deleted nor renamed
   */
  public void durable(long index) {
    heart.check();
    long durable = index / identity.shardSize();
    synchronized (position) {
      if (index > nextIndex) {
        throw new IllegalArgumentException(
            "diffractogram %d was not read yet: the next one is %d".formatted(index, nextIndex));
      }
      durableShard = Math.max(durableShard, durable);
      durable = durableShard;
    }
    // First, so that no producer begins with a shard that is about to go.
    owner.sayNow("reading", this::state);
    removal.removeBefore(durable);
    owner.say("reading", this::state);
  }

  /**
   * Checks that there is no later consumer.
   *
   * @throws OwnershipLostException if there is one
   */
  public void requireOwnership() {
    heart.check();
  }

  /** Says that no more is needed: a producer need not go on. */
  public void finish() {
    synchronized (position) {
      finished = true;
    }
    owner.sayNow("finished", this::state);
  }

  /**
   * Says how the consumer leaves, so that another can follow at once.
   *
   * @param status exit status
   * @param line what the user is told
   */
  public void leave(int status, String line) {
    owner.sayNow("left", this::state);
    owner.leave(status, "left", line);
  }

  /** Leaves. */
  @Override
  public void close() {
    heart.close();
    try {
      boolean done;
      synchronized (position) {
        done = finished;
      }
      owner.leave(
          done ? 0 : 75,
          "left",
          done ? "read what was wanted" : "stopped: open it again at the last checkpoint");
    } catch (OwnershipLostException e) {
      LOG.warn("{}", e.getMessage());
    } finally {
      owner.close();
    }
  }
}
