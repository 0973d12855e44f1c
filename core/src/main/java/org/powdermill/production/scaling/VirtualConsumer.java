package org.powdermill.production.scaling;

/**
 * Reads shards in their order, some ahead, trains on them, and publishes how far it has read as the
 * reader of a stream does: at most each {@link #PUBLISHING}.
 */
final class VirtualConsumer {

  /** Nanoseconds between two publications of the state. */
  static final long PUBLISHING = EventQueue.nanoseconds(0.2);

  /** Nanoseconds until a shard that was not there is looked for again: at first, and at most. */
  private static final long FIRST_LOOK = EventQueue.nanoseconds(0.01);

  private static final long LAST_LOOK = EventQueue.nanoseconds(0.25);

  private final EventQueue events;
  private final Consumer consumer;
  private final VirtualFileSystem files;
  private final long readingCost;
  private final long trainingCost;
  private final SerialResource training;

  private long nextShard;
  private long published;
  private long publishedAt = -PUBLISHING;
  private boolean publicationPlanned;
  private int readAhead;
  private boolean readerBusy;
  private boolean trainerBusy;
  private long looking = FIRST_LOOK;
  private long removedBefore;
  private long trained;
  private long readingTime;

  VirtualConsumer(EventQueue events, Consumer consumer, ShardCosts costs, VirtualFileSystem files) {
    this.events = events;
    this.consumer = consumer;
    this.files = files;
    this.readingCost = EventQueue.nanoseconds(costs.readingSeconds());
    this.trainingCost = EventQueue.nanoseconds(consumer.secondsPerShard());
    this.training = new SerialResource(events);
  }

  /** Begins with shard 0. */
  void start() {
    readIfRoom();
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
      looking = Math.min(2 * looking, LAST_LOOK);
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
    publish();
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
    }
    trainIfIdle();
  }

  private void publish() {
    if (publicationPlanned) {
      return;
    }
    publicationPlanned = true;
    events.after(
        Math.max(0, publishedAt + PUBLISHING - events.now()),
        () -> {
          publicationPlanned = false;
          published = nextShard;
          publishedAt = events.now();
        });
  }

  /** All shards below have been read, as far as others can know. */
  long published() {
    return published;
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
}
