package org.powdermill.tests.scaling;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.powdermill.hdf5.stream.ConsumerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamSide;

/**
 * A consumer of shards that are empty files: one thread looks for them in their order and says how
 * far it has come, as the reader of a stream does; another sleeps for each.
 */
final class SleepingReader {

  /** Shards that are read and not trained on: one in the queue, one about to be put there. */
  static final int READ_AHEAD = 2;

  private static final String PHASE = "reading";
  private static final long FIRST_PAUSE = 20;
  private static final long LONGEST_PAUSE = 1000;
  private static final long HEART = 100;

  private final StreamAccess access;
  private final StreamOwner<ConsumerState> owner;
  private final long milliseconds;
  private final BlockingQueue<Long> read = new ArrayBlockingQueue<>(1);
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong trained = new AtomicLong();

  /** Takes a time for each shard. */
  SleepingReader(StreamAccess access, long milliseconds) {
    this.access = access;
    this.milliseconds = milliseconds;
    access.createFolders(access.folder().root());
    this.owner =
        StreamOwner.claim(
                access,
                StreamSide.CONSUMER,
                StreamOwner.Timing.DEFAULT,
                PHASE,
                state(),
                () -> false)
            .orElseThrow();
  }

  /** Starts the threads, which end with the JVM. */
  void start() {
    start("read", this::read);
    start("train", this::train);
    start("heart", this::beat);
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What a thread does for ever. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private ConsumerState state() {
    long shard = next.get();
    return new ConsumerState(0, shard, shard, shard, List.of(), false, shard, 0, 0);
  }

  private void read() throws InterruptedException {
    long pause = FIRST_PAUSE;
    while (true) {
      if (!access.exists(access.folder().shard(next.get()))) {
        Thread.sleep(pause);
        pause = Math.min(pause * 3 / 2, LONGEST_PAUSE);
        continue;
      }
      pause = FIRST_PAUSE;
      access.delete(access.folder().shard(next.get()));
      long shard = next.getAndIncrement();
      owner.say(PHASE, this::state);
      read.put(shard);
    }
  }

  private void train() throws InterruptedException {
    while (true) {
      read.take();
      Thread.sleep(milliseconds);
      trained.incrementAndGet();
    }
  }

  private void beat() throws InterruptedException {
    while (true) {
      Thread.sleep(HEART);
      owner.beat();
    }
  }

  /** Shards trained on until now. */
  long trained() {
    return trained.get();
  }
}
