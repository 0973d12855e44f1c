package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.production.StreamCoordinator;

/** Two processes on one side of a stream. */
class TwoOwnersTest {

  /** An owner is taken for dead after 2 s. */
  private static final StreamOwner.Timing SHORT =
      new StreamOwner.Timing(
          StreamOwner.Timing.DEFAULT.shortest(),
          StreamOwner.Timing.DEFAULT.heartbeat(),
          Duration.ofSeconds(2));

  @TempDir Path folder;

  @Test
  void theSecondIsRefusedWhileTheFirstLives() {
    FaultyStream stream = new FaultyStream(folder);
    try (Program producer = stream.producer();
        Program consumer = stream.consumer("pause=400")) {
      FaultyStream.await("both work", () -> stream.read().size() > 10, producer, consumer);
      try (Program second = stream.producer();
          Program other = stream.consumer()) {
        assertThat(second.status()).as(second.output()).isEqualTo(1);
        assertThat(second.output()).contains("another producer", "pid " + producer.handle().pid());
        assertThat(other.status()).as(other.output()).isEqualTo(1);
        assertThat(other.output()).contains("another consumer", "pid " + consumer.handle().pid());
      }
      assertThat(consumer.status()).as(consumer.output()).isZero();
      assertThat(producer.status()).as(producer.output()).isZero();
    }
    stream.requireUndisturbed(FaultyStream.COUNT);
  }

  @Test
  void aProducerThatWasStoppedTooLongDestroysNothing() throws IOException {
    FaultyStream stream = new FaultyStream(folder);
    try (Program stopped = stream.producer()) {
      FaultyStream.await("it waits", stream::isWaiting, stopped);
      stopped.signal("STOP");
      try (Program consumer = stream.consumer("consume=true")) {
        assertThat(DefectiveProducer.produce(stream.access(), 2, SHORT))
            .isEqualTo(StreamCoordinator.Ending.COMPLETE);
        assertThat(consumer.status()).as(consumer.output()).isZero();
      }
      SortedMap<Path, Integer> before = contents(stream);
      stopped.signal("CONT");

      assertThat(stopped.status()).as(stopped.output()).isEqualTo(1);
      assertThat(stopped.output())
          .contains("producer 1 of", "producer 2 goes on", "pid " + ProcessHandle.current().pid());
      assertThat(contents(stream)).isEqualTo(before);
    }
    stream.requireUndisturbed(FaultyStream.COUNT);
    stream.requireTidy();
  }

  @Test
  void aConsumerThatWasStoppedTooLongDestroysNothing() throws IOException {
    FaultyStream stream = new FaultyStream(folder);
    FaultyStream elsewhere = new FaultyStream(folder.resolve("elsewhere"), stream.root());
    Files.createDirectories(folder.resolve("elsewhere"));
    try (Program producer = stream.producer();
        Program stopped = stream.consumer("pause=200")) {
      FaultyStream.await("some is read", () -> stream.read().size() > 50, producer, stopped);
      stopped.signal("STOP");
      try (Program next = elsewhere.consumer("stale-after=2")) {
        assertThat(next.status()).as(next.output()).isZero();
      }
      assertThat(producer.status()).as(producer.output()).isZero();
      SortedMap<Path, Integer> before = contents(stream);
      stopped.signal("CONT");

      assertThat(stopped.status()).as(stopped.output()).isEqualTo(1);
      assertThat(stopped.output()).contains("consumer 1 of", "consumer 2 goes on");
      assertThat(contents(stream)).isEqualTo(before);
    }
    elsewhere.requireUndisturbed(FaultyStream.COUNT);
    stream.requireTidy();
  }

  /** Each file of the stream with a number of its content. */
  private static SortedMap<Path, Integer> contents(FaultyStream stream) throws IOException {
    SortedMap<Path, Integer> contents = new TreeMap<>();
    for (Path file : stream.files()) {
      if (Files.isRegularFile(file)) {
        contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
