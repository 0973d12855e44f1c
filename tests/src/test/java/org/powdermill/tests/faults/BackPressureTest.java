package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;

/** How much lies on the disk, and who waits for whom. */
class BackPressureTest {

  private static final long ENDLESS = 100_000_000;

  @TempDir Path folder;

  private static Program ranks(FaultyStream stream, int ranks) {
    return stream.start(
        java.util.List.of(),
        "ranks",
        FaultyStream.ALIVE,
        0,
        stream.generate(ENDLESS, "--ranks", Integer.toString(ranks)));
  }

  /** Looks until the producer waits, and for some time more; the most shards not yet read. */
  private static long peak(FaultyStream stream, long nextShard, Duration time, Program producer) {
    AtomicLong peak = new AtomicLong();
    AtomicLong since = new AtomicLong(-1);
    FaultyStream.await(
        "it waits at its lead",
        () -> {
          long now = stream.shardNumbers().stream().filter(number -> number >= nextShard).count();
          peak.accumulateAndGet(now, Math::max);
          if (since.get() < 0
              && stream.isWaiting()
              && stream.producerState().orElseThrow().side().madeBefore()
                  >= nextShard + FaultyStream.LEAD) {
            since.set(System.nanoTime());
          }
          return since.get() >= 0 && System.nanoTime() - since.get() >= time.toNanos();
        },
        producer);
    return peak.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void withoutAConsumerTheDiskTakesTheLead(int ranks) {
    FaultyStream stream = new FaultyStream(folder);
    try (Program producer = ranks(stream, ranks)) {
      FaultyStream.await("it begins", () -> stream.producerState().isPresent(), producer);
      assertThat(peak(stream, 0, Duration.ZERO, producer))
          .isBetween((long) FaultyStream.LEAD, (long) FaultyStream.LEAD + ranks);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @Tag("soak")
  void withAConsumerThatStandsStillForAMinuteTheDiskTakesTheLead(int ranks) {
    FaultyStream stream = new FaultyStream(folder);
    try (Program producer = ranks(stream, ranks);
        Program consumer = stream.consumer("consume=true", "pause=50")) {
      FaultyStream.await("some is read", () -> stream.read().size() > 50, producer, consumer);
      consumer.signal("STOP");
      long next = stream.consumerState().orElseThrow().side().nextShard();
      assertThat(peak(stream, next, Duration.ofSeconds(60), producer))
          .isBetween((long) FaultyStream.LEAD, (long) FaultyStream.LEAD + ranks);
    }
  }

  @Test
  void aReaderWaitsForNothingThatIsThere() {
    FaultyStream stream = new FaultyStream(folder);
    int count = FaultyStream.LEAD * FaultyStream.SHARD_SIZE;
    try (Program producer = stream.producerOf(count)) {
      assertThat(producer.status()).as(producer.output()).isZero();
    }
    AtomicInteger waits = new AtomicInteger();
    MonotonicClock system = MonotonicClock.system();
    MonotonicClock counting =
        new MonotonicClock() {
          @Override
          public long nanoTime() {
            return system.nanoTime();
          }

          @Override
          public void sleep(Duration time) throws InterruptedException {
            waits.incrementAndGet();
            system.sleep(time);
          }
        };
    StreamAccess access =
        new StreamAccess(new StreamFolder(stream.root()), Storage.disk(), counting);
    long index = 0;
    try (StreamReader reader =
        StreamReader.open(access, StreamReader.Options.DEFAULT, 0, () -> false).orElseThrow()) {
      for (var next = reader.next(() -> false); next.isPresent(); ) {
        try (StreamShard shard = next.get()) {
          index = shard.index(shard.rows() - 1) + 1;
        }
        next = reader.next(() -> false);
      }
    }
    assertThat(index).isEqualTo(count);
    assertThat(waits).hasValue(0);
  }
}
