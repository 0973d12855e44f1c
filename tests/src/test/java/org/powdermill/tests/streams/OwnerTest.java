package org.powdermill.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.hdf5.stream.OwnerState;
import org.powdermill.hdf5.stream.OwnershipLostException;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.production.StreamCoordinator;

class OwnerTest {

  @TempDir Path folder;

  @Test
  void aSecondProducerAndASecondConsumerAreRefused() throws Exception {
    // Both show life each 10 s of a fast clock.
    TestStream stream = TestStream.in(folder).by(new FastClock()).patient();
    try (TestStream.Producer producer = stream.produce(OptionalLong.empty(), 1);
        StreamReader reader = stream.reader(0)) {
      TestStream.read(reader, 1);
      assertThatThrownBy(() -> stream.coordinator(OptionalLong.empty()))
          .isInstanceOf(StreamException.class)
          .hasMessageContaining("another producer")
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
      assertThatThrownBy(() -> stream.reader(0))
          .isInstanceOf(StreamException.class)
          .hasMessageContaining("another consumer");
      TestStream.read(reader, 1);
      assertThat(producer.isDone()).isFalse();
    }
  }

  @Test
  void anOwnerThatLeftIsFollowedAtOnceAndOneThatFellSilentAfterThreeMinutes() {
    LeapingClock clock = new LeapingClock();
    TestStream stream = TestStream.in(folder).by(clock);
    AtomicBoolean stop = new AtomicBoolean(true);
    stream.run(stream.coordinator(OptionalLong.empty()), 1, stop);
    Duration before = clock.elapsed();

    StreamCoordinator silent = stream.coordinator(OptionalLong.empty());
    assertThat(silent.epoch()).isEqualTo(2);
    assertThat(clock.elapsed()).isEqualTo(before);
    silent.close();

    StreamCoordinator third = stream.coordinator(OptionalLong.empty());
    assertThat(third.epoch()).isEqualTo(3);
    assertThat(clock.elapsed().minus(before))
        .isBetween(Duration.ofSeconds(180), Duration.ofSeconds(182));
    third.close();
  }

  @Test
  void anOwnerWhoseProcessHasEndedIsFollowedAtOnce() throws IOException, InterruptedException {
    LeapingClock clock = new LeapingClock();
    TestStream stream = TestStream.in(folder).by(clock);
    stream.coordinator(OptionalLong.empty()).close();
    Process other = new ProcessBuilder("true").start();
    other.waitFor();
    Path state = stream.access().folder().state(StreamSide.PRODUCER, 1);
    String text = Files.readString(state);
    Files.writeString(state, text.replaceFirst("\"pid\" : \\d+", "\"pid\" : " + other.pid()));

    stream.coordinator(OptionalLong.empty()).close();
    assertThat(clock.elapsed()).isZero();

    // The same number, another process.
    text = Files.readString(stream.access().folder().state(StreamSide.PRODUCER, 2));
    Files.writeString(
        stream.access().folder().state(StreamSide.PRODUCER, 2),
        text.replaceFirst("\"process_started\" : \\d+", "\"process_started\" : 1"));
    stream.coordinator(OptionalLong.empty()).close();
    assertThat(clock.elapsed()).isZero();
  }

  @Test
  void aLateProducerDestroysNothing() throws Exception {
    TestStream asleep = TestStream.in(folder).by(new StandingClock());
    StreamCoordinator late = asleep.coordinator(OptionalLong.empty());
    TestStream stream = TestStream.in(folder).by(new LeapingClock()).patient();
    try (TestStream.Producer producer = stream.produce(30, 2);
        StreamReader reader = stream.reader(0)) {
      assertThat(TestStream.readAll(reader)).isEqualTo(30);
      producer.await();
    }
    SortedMap<String, Long> before = contents();

    assertThatThrownBy(() -> asleep.run(late, 2, new AtomicBoolean()))
        .isInstanceOf(OwnershipLostException.class)
        .hasMessageContaining("producer 1")
        .hasMessageContaining("producer 2")
        .hasMessageNotContaining("\n");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aLateConsumerDestroysNothing() throws Exception {
    TestStream asleep = TestStream.in(folder).by(new StandingClock()).consuming();
    TestStream stream = TestStream.in(folder).patient();
    try (TestStream.Producer producer = stream.produce(60, 2)) {
      StreamReader late = asleep.reader(0);
      TestStream.read(late, 3);
      try (StreamReader next = stream.by(new LeapingClock()).reader(0)) {
        assertThat(TestStream.read(next, 1)).isEqualTo(10);
        assertThatThrownBy(() -> late.durable(30))
            .isInstanceOf(OwnershipLostException.class)
            .hasMessageContaining("consumer 2");
        assertThat(stream.shard(0)).exists();
        assertThat(stream.shard(2)).exists();
        late.close();
        OwnerState<?> state = stream.access().state(StreamSide.CONSUMER, 1).orElseThrow();
        assertThat(state.head().epoch()).isEqualTo(1);
        assertThat(TestStream.readAll(next)).isEqualTo(60);
      }
      producer.await();
    }
  }

  /** Each file with a number of its content. */
  private SortedMap<String, Long> contents() throws IOException {
    SortedMap<String, Long> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            (long) java.util.Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
