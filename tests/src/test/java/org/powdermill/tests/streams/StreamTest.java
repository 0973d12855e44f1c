package org.powdermill.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.hdf5.stream.OwnerOutcome;
import org.powdermill.hdf5.stream.PeerLostException;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.production.ProductionException;
import org.powdermill.production.StreamCoordinator.Ending;

class StreamTest {

  private static final long COUNT = 95;

  @TempDir Path folder;

  @Test
  void theReaderMayComeFirst() throws Exception {
    TestStream stream = TestStream.in(folder);
    CompletableFuture<Long> end =
        CompletableFuture.supplyAsync(
            () -> {
              try (StreamReader reader = stream.reader(0)) {
                return TestStream.readAll(reader);
              }
            });
    TestStream.await(
        "the reader is there",
        () -> Files.exists(stream.access().folder().state(StreamSide.CONSUMER, 1)));
    try (TestStream.Producer producer = stream.produce(COUNT, 2)) {
      assertThat(producer.await().ending()).isEqualTo(Ending.COMPLETE);
    }
    assertThat(end.get(2, TimeUnit.MINUTES)).isEqualTo(COUNT);
  }

  @Test
  void theWriterMayComeFirstAndStandsStillAtItsLead() throws Exception {
    TestStream stream = TestStream.in(folder);
    try (TestStream.Producer producer = stream.produce(COUNT, 3)) {
      TestStream.await(
          "it waits",
          () ->
              stream
                  .access()
                  .state(StreamSide.PRODUCER, 1)
                  .filter(state -> state.head().phase().startsWith("waiting"))
                  .filter(state -> state.side().madeBefore() == TestStream.LEAD)
                  .isPresent());
      assertThat(stream.shards()).hasSize(TestStream.LEAD);

      try (StreamReader reader = stream.reader(0)) {
        TestStream.read(reader, 2);
        TestStream.await("it goes on", () -> stream.shards().size() == TestStream.LEAD + 2);
        TestStream.await(
            "it waits again",
            () ->
                stream
                    .access()
                    .state(StreamSide.PRODUCER, 1)
                    .filter(state -> state.head().phase().startsWith("waiting"))
                    .filter(state -> state.side().madeBefore() == TestStream.LEAD + 2)
                    .isPresent());
        assertThat(stream.shards()).hasSize(TestStream.LEAD + 2);
        assertThat(TestStream.readAll(reader)).isEqualTo(COUNT);
      }
      assertThat(producer.await().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void bothMayStopAndGoOnWithOtherThreads() throws Exception {
    TestStream stream = TestStream.in(folder).consuming();
    long index = 0;
    int threads = 1;
    while (index < COUNT) {
      try (TestStream.Producer producer = stream.produce(COUNT, threads);
          StreamReader reader = stream.reader(index)) {
        index = TestStream.read(reader, index == 90 ? 1 : 2);
        reader.durable(index);
        producer.stop();
      }
      threads = threads % 3 + 1;
      index -= index < COUNT ? 3 : 0; // the checkpoint lies within a shard
      index = Math.min(index, COUNT);
    }
    // 17 and so on: each consumer began within a shard, and got the rest of it.
    assertThat(index).isEqualTo(COUNT);
  }

  @Test
  void onlyWhatLiesBehindTheCheckpointIsDeleted() throws Exception {
    TestStream stream = TestStream.in(folder).consuming();
    try (TestStream.Producer producer = stream.produce(COUNT, 2);
        StreamReader reader = stream.reader(0)) {
      TestStream.read(reader, 3);
      assertThat(stream.shard(0)).exists();
      reader.durable(19);
      assertThat(stream.shard(0)).doesNotExist();
      assertThat(stream.shard(1)).exists();
      reader.durable(20);
      assertThat(stream.shard(1)).doesNotExist();
      assertThat(stream.shard(2)).exists();
      assertThatThrownBy(() -> reader.durable(31)).hasMessageContaining("was not read yet");
      assertThat(TestStream.readAll(reader)).isEqualTo(COUNT);
      producer.await();
    }
    assertThat(stream.shards()).containsExactly("shard-00000009.h5"); // shorter than the others
    assertThat(folder.resolve("consumed")).doesNotExist();
  }

  @Test
  void whatIsKeptIsPutAwayAndFoundThereAgain() throws Exception {
    TestStream stream = TestStream.in(folder);
    try (TestStream.Producer producer = stream.produce(COUNT, 2);
        StreamReader reader = stream.reader(0)) {
      TestStream.readAll(reader);
      producer.await();
    }
    assertThat(stream.shards()).containsExactly("shard-00000009.h5");
    assertThat(TestStream.names(folder.resolve("consumed/00000"))).hasSize(9);

    try (TestStream.Producer producer = stream.produce(COUNT, 2);
        StreamReader reader = stream.reader(13)) {
      assertThat(TestStream.readAll(reader)).isEqualTo(COUNT);
      assertThat(producer.await().state().shardsMade()).isZero();
    }
  }

  @Test
  void aConsumerThatBeginsAnewGetsWhatWasDeleted() throws Exception {
    TestStream stream = TestStream.in(folder).consuming();
    try (TestStream.Producer producer = stream.produce(OptionalLong.empty(), 2)) {
      try (StreamReader reader = stream.reader(0)) {
        TestStream.read(reader, 5);
        reader.durable(50);
      }
      try (StreamReader reader = stream.reader(5)) {
        assertThat(TestStream.read(reader, 8)).isEqualTo(80);
        reader.finish();
      }
      assertThat(producer.await().ending()).isEqualTo(Ending.CONSUMER_FINISHED);
    }
  }

  @Test
  void aStreamThatEndedMayBecomeLonger() throws Exception {
    TestStream stream = TestStream.in(folder);
    long index;
    try (TestStream.Producer producer = stream.produce(35, 2);
        StreamReader reader = stream.reader(0)) {
      index = TestStream.readAll(reader);
      assertThat(producer.await().ending()).isEqualTo(Ending.COMPLETE);
    }
    assertThat(index).isEqualTo(35);
    try (TestStream.Producer producer = stream.produce(COUNT, 1);
        StreamReader reader = stream.reader(index)) {
      TestStream.await(
          "the end is not where it was",
          () -> stream.access().end().filter(end -> end.endIndex() == 35).isEmpty());
      assertThat(TestStream.readAll(reader)).isEqualTo(COUNT);
      assertThat(producer.await().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void oneThreadReadsAheadWhileAnotherMakesCheckpoints() throws Exception {
    TestStream stream = TestStream.in(folder).consuming();
    BlockingQueue<Long> read = new LinkedBlockingQueue<>();
    try (TestStream.Producer producer = stream.produce(COUNT, 2);
        StreamReader reader = stream.reader(0)) {
      CompletableFuture<Void> ahead =
          CompletableFuture.runAsync(
              () -> {
                var next = reader.next(() -> false);
                while (next.isPresent()) {
                  try (StreamShard shard = next.get()) {
                    read.add(shard.index(shard.rows() - 1) + 1);
                  }
                  next = reader.next(() -> false);
                }
              });
      long index = 0;
      while (index < COUNT) {
        Long next = read.poll(1, TimeUnit.MINUTES);
        assertThat(next).isNotNull().isGreaterThan(index);
        index = next;
        reader.durable(index);
      }
      ahead.get(1, TimeUnit.MINUTES);
      producer.await();
    }
    assertThat(stream.shards()).hasSize(1);
  }

  @Test
  void aProducerOfAnotherRunIsRefusedWithWhatDiffers() throws Exception {
    TestStream stream = TestStream.in(folder);
    try (TestStream.Producer producer = stream.produce(COUNT, 1)) {
      TestStream.await("it is there", () -> stream.access().identity().isPresent());
      producer.stop();
    }
    assertThatThrownBy(() -> stream.withSeed(6).coordinator(OptionalLong.of(COUNT)))
        .isInstanceOf(ProductionException.class)
        .hasMessageContaining("seed is 5, not 6")
        .hasMessageNotContaining("\n");
    assertThat(stream.damaged()).isEmpty();
  }

  @Test
  void whoIsStoppedSavesItsStateAndSaysSo() throws Exception {
    TestStream stream = TestStream.in(folder);
    try (TestStream.Producer producer = stream.produce(COUNT, 2)) {
      TestStream.await("it began", () -> !stream.shards().isEmpty());
      assertThat(producer.stop().ending()).isEqualTo(Ending.STOPPED);
    }
    OwnerOutcome outcome = stream.access().outcome(StreamSide.PRODUCER, 1).orElseThrow();
    assertThat(outcome.status()).isEqualTo(75);
    assertThat(outcome.line()).contains("run the same call again");
    assertThat(TestStream.names(folder)).noneMatch(name -> name.endsWith(".tmp"));
    assertThat(stream.access().folder().metrics(1)).content().contains("\"waiting_share\"");
  }

  @Test
  void aSideWithoutALivingPeerGivesUpAfterItsTime() throws Exception {
    LeapingClock clock = new LeapingClock();
    TestStream stream = TestStream.in(folder).by(clock);

    assertThatThrownBy(() -> stream.reader(0))
        .isInstanceOf(PeerLostException.class)
        .hasMessageContaining("no producer")
        .hasMessageContaining("600 s");
    assertThat(clock.elapsed().toSeconds()).isBetween(600L, 700L);
    assertThat(stream.access().outcome(StreamSide.CONSUMER, 1).orElseThrow().status())
        .isEqualTo(75);

    FastClock fast = new FastClock();
    try (TestStream.Producer producer = TestStream.in(folder).by(fast).produce(COUNT, 2)) {
      assertThat(producer.await().ending()).isEqualTo(Ending.PEER_LOST);
    }
    assertThat(stream.shards()).hasSize(TestStream.LEAD);
    assertThat(stream.access().outcome(StreamSide.PRODUCER, 1).orElseThrow().status())
        .isEqualTo(75);

    try (StreamReader reader = TestStream.in(folder).by(new LeapingClock()).reader(0)) {
      TestStream.read(reader, TestStream.LEAD);
      assertThatThrownBy(() -> reader.next(() -> false)).isInstanceOf(PeerLostException.class);
    }
  }

  @Test
  void aDescriptionThatCannotBeTrustedIsNamed() throws Exception {
    TestStream stream = TestStream.in(folder);
    Files.writeString(
        folder.resolve("stream.json"), "{\"format\":\"powdermill-stream\",\"version\":\"2.0\"}");
    assertThatThrownBy(() -> stream.reader(0))
        .isInstanceOf(StreamException.class)
        .hasMessageContaining("stream.json")
        .hasMessageNotContaining("\n");
  }
}
