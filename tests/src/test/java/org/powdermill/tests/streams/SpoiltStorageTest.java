package org.powdermill.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.production.StreamCoordinator.Ending;

class SpoiltStorageTest {

  private static final long COUNT = 60;

  @TempDir Path folder;

  private void runs(TestStream producing, TestStream reading) throws Exception {
    try (TestStream.Producer producer = producing.produce(COUNT, 2);
        StreamReader reader = reading.reader(0)) {
      assertThat(TestStream.readAll(reader)).isEqualTo(COUNT);
      assertThat(producer.await().ending()).isEqualTo(Ending.COMPLETE);
    }
  }

  @Test
  void namesAndSmallFilesThatComeAMinuteLateOnlyTakeTime() throws Exception {
    FastClock clock = new FastClock();
    LateFiles files = new LateFiles(clock, Duration.ofSeconds(60), Duration.ZERO);
    TestStream stream = TestStream.in(folder).by(clock).patient();

    runs(stream.on(files.node()), stream.on(files.node()));
    assertThat(stream.damaged()).isEmpty();

    // Again, as nodes that have seen nothing of the end of those before.
    runs(stream.on(files.node()), stream.on(files.node()));
  }

  @Test
  void lengthsThatComeAMinuteLateCostOneShard() throws Exception {
    FastClock clock = new FastClock();
    LateFiles files = new LateFiles(clock, Duration.ZERO, Duration.ofSeconds(60));
    TestStream stream = TestStream.in(folder).by(clock).patient();

    runs(stream.on(files.node()), stream.on(files.node()));
    assertThat(stream.damaged()).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stale file handle", "Input/output error"})
  void everyFifthCallThatFailsForAMomentIsNotSeen(String reason) throws Exception {
    FastClock clock = new FastClock();
    AtomicInteger calls = new AtomicInteger();
    DelegatingStorage failing =
        new DelegatingStorage() {
          @Override
          protected void before(String call, Path file) throws IOException {
            if (!call.equals("append") && calls.incrementAndGet() % 5 == 0) {
              throw new FileSystemException(file.toString(), null, reason);
            }
          }
        };
    TestStream stream = TestStream.in(folder).by(clock).patient().on(failing);

    runs(stream, stream);
    assertThat(calls.get()).isGreaterThan(50);
    assertThat(stream.damaged()).isEmpty();
  }

  @Test
  void slowRenamesOnlyTakeTime() throws Exception {
    FastClock clock = new FastClock();
    DelegatingStorage slow =
        new DelegatingStorage() {
          @Override
          protected void before(String call, Path file) {
            if (call.equals("rename")) {
              try {
                clock.sleep(Duration.ofSeconds(8));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }
        };
    TestStream stream = TestStream.in(folder).by(clock).patient().on(slow);

    runs(stream, stream);
  }

  @Test
  void aFaultThatStaysEndsTheProducerWithTheFilesName() throws Exception {
    DelegatingStorage full =
        new DelegatingStorage() {
          @Override
          protected void before(String call, Path file) throws IOException {
            if (call.equals("rename") && file.endsWith("shard-00000002.h5")) {
              throw new FileSystemException(file.toString(), null, "No space left on device");
            }
          }
        };
    TestStream stream = TestStream.in(folder).on(full);
    try (TestStream.Producer producer = stream.produce(COUNT, 2)) {
      assertThatThrownBy(producer::await)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(FileException.class)
          .hasMessageContaining("shard-00000002.h5")
          .hasMessageContaining("No space left on device");
    }
    assertThat(stream.access().outcome(StreamSide.PRODUCER, 1).orElseThrow().status()).isEqualTo(1);
    assertThat(TestStream.names(folder)).noneMatch(name -> name.endsWith(".tmp"));

    TestStream again = TestStream.in(folder);
    runs(again, again);
  }
}
