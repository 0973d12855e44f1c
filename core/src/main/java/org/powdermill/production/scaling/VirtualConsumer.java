package org.powdermill.production.scaling;

import java.util.List;
import org.powdermill.hdf5.stream.ConsumerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamSide;

/**
 * Reads shards in their order, some ahead, trains on them, and says how far it has come as the
 * reader of a stream does, as its owner.
 */
final class VirtualConsumer implements AutoCloseable {

  private static final String PHASE = "reading";

  /** Nanoseconds until a shard that was not there is looked for again: at first, and at most. */
  private static final long FIRST_LOOK = EventQueue.nanoseconds(0.02);

  private static final long LAST_LOOK = EventQueue.nanoseconds(1);

  /** Nanoseconds between two beats of the reader's heart, which writes what is still unsaid. */
  private static final long HEART = EventQueue.nanoseconds(0.1);

  private final EventQueue events;
  private final Consumer consumer;
  private final VirtualFileSystem files;
  private final long readingCost;
  private final long trainingCost;
  private final SerialResource training;
  private final StreamOwner<ConsumerState> owner;

  private long nextShard;
  private int readAhead;
  private boolean readerBusy;
  private boolean trainerBusy;
  private long looking = FIRST_LOOK;
  private long removedBefore;
  private long trained;
  private long readingTime;

  VirtualConsumer(
      EventQueue events,
      Consumer consumer,
      ShardCosts costs,
      VirtualFileSystem files,
      StreamAccess stream) {
    this.events = events;
    this.consumer = consumer;
    this.files = files;
    this.readingCost = EventQueue.nanoseconds(costs.readingSeconds());
    this.trainingCost = EventQueue.nanoseconds(consumer.secondsPerShard());
    this.training = new SerialResource(events);
    this.owner =
        StreamOwner.claim(
                stream,
                StreamSide.CONSUMER,
                StreamOwner.Timing.DEFAULT,
                PHASE,
                state(),
                () -> false)
            .orElseThrow();
  }

  /** Begins with shard 0. */
  void start() {
    beat();
    readIfRoom();
  }

  private void beat() {
    owner.beat();
    events.after(HEART, this::beat);
  }

  private ConsumerState state() {
    return new ConsumerState(
        0, nextShard, removedBefore, removedBefore, List.of(), false, nextShard, 0, 0);
  }

  private void readIfRoom() {
    if (readerBusy || readAhead >= consumer.readAhead()) {
      return;
    }
    readerBusy = true;
    look();
  }

  private void look() {
    if (!files.has(nextShard)) {
      events.after(looking, this::look);
      looking = Math.min(looking * 3 / 2, LAST_LOOK);
      return;
    }
    looking = FIRST_LOOK;
    long begin = events.now();
    files.read(() -> events.after(readingCost, () -> hasRead(begin)));
  }

  private void hasRead(long begin) {
    readingTime += events.now() - begin;
    nextShard++;
    readAhead++;
    readerBusy = false;
    owner.say(PHASE, this::state);
    trainIfIdle();
    readIfRoom();
  }

  private void trainIfIdle() {
    if (trainerBusy || readAhead == 0) {
      return;
    }
    trainerBusy = true;
    readAhead--;
    training.use(trainingCost, this::hasTrained);
    readIfRoom();
  }

  private void hasTrained() {
    trainerBusy = false;
    trained++;
    if (trained % consumer.shardsPerCheckpoint() == 0) {
      while (removedBefore < trained) {
        files.delete(removedBefore++);
      }
      owner.say(PHASE, this::state);
    }
    trainIfIdle();
  }

  /** Shards trained on until now. */
  long trained() {
    return trained;
  }

  /** Nanoseconds for the shards read until now. */
  long readingTime() {
    return readingTime;
  }

  /** Nanoseconds of training until now. */
  long trainingTime() {
    return training.busyTime();
  }

  /** Leaves. */
  @Override
  public void close() {
    owner.close();
  }
}
