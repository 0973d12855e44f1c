package org.powdermill.trainer.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.files.FileException;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;

class EventFileTest {

  private static final Instant TIME = Instant.parse("2026-11-22T23:00:00.250Z");

  @TempDir Path folder;

  @Test
  void tensorFlowsOwnReaderFindsWhatWasWritten() throws IOException {
    Path file;
    try (EventFile events = EventFile.append(folder.resolve("tensorboard"), 0)) {
      events.scalar("training/loss", 10, 4.5, TIME);
      events.scalar("test/top1", 900, 0, TIME.plusSeconds(60));
      file = events.file();
    }

    assertThat(file.getFileName().toString())
        .matches("events\\.out\\.tfevents\\.\\d{10}\\.[A-Za-z0-9.-]+\\.0");
    List<Event> read = TensorFlowEvents.read(file);
    assertThat(read).hasSize(4);
    assertThat(read.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(read.get(1).getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
    assertThat(read.get(2).getWallTime()).isEqualTo(TIME.toEpochMilli() / 1e3);
    assertThat(read.get(2).getStep()).isEqualTo(10);
    assertThat(read.get(2).getSummary().getValueList())
        .containsExactly(
            Summary.Value.newBuilder().setTag("training/loss").setSimpleValue(4.5f).build());
    assertThat(read.get(3).getSummary().getValue(0).hasSimpleValue())
        .as("a value of zero is written, not left out")
        .isTrue();
  }

  @Property(tries = 200)
  void everyScalarIsReadBackAsItWas(
      @ForAll @NotEmpty String tag,
      @ForAll @LongRange(min = 0) long step,
      @ForAll float value,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long milliseconds)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RecordOutput records = new RecordOutput(bytes)) {
      records.write(EventMessage.scalar(tag, step, value, Instant.ofEpochMilli(milliseconds)));
    }

    Event read = TensorFlowEvents.read(bytes.toByteArray()).get(0);

    String coded = new String(tag.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(read.getSummary().getValue(0).getTag()).isEqualTo(coded);
    assertThat(read.getSummary().getValue(0).getSimpleValue()).isEqualTo(value);
    assertThat(read.getStep()).isEqualTo(step);
    assertThat(read.getWallTime()).isCloseTo(milliseconds / 1e3, within(1e-6));
  }

  /** TensorBoard's rule, purge_orphaned_data: a START after the first voids its step and later. */
  @Test
  void afterAResumeEachStepCountsOnceAndTheLastWordHolds() throws IOException {
    try (EventFile first = EventFile.append(folder, 1)) {
      for (long step = 1; step <= 9; step++) {
        first.scalar("loss", step, 1, TIME);
      }
    }
    try (EventFile resumed = EventFile.append(folder, 6)) {
      for (long step = 6; step <= 8; step++) {
        resumed.scalar("loss", step, 2, TIME);
      }
    }

    TreeMap<Long, Float> shown = new TreeMap<>();
    boolean started = false;
    for (Path file : TensorFlowEvents.files(folder)) {
      for (Event event : TensorFlowEvents.read(file)) {
        if (event.getSessionLog().getStatus() == SessionStatus.START) {
          if (started) {
            shown.tailMap(event.getStep(), true).clear();
          }
          started = true;
        }
        event.getSummary().getValueList().forEach(value -> assertNew(shown, event, value));
      }
    }
    assertThat(shown)
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of(1L, 1f, 2L, 1f, 3L, 1f, 4L, 1f, 5L, 1f, 6L, 2f, 7L, 2f, 8L, 2f)));
  }

  private static void assertNew(Map<Long, Float> shown, Event event, Summary.Value value) {
    assertThat(shown.put(event.getStep(), value.getSimpleValue())).as("step twice").isNull();
  }

  @Test
  void aLaterStartsFileComesLastEvenWhereTheClockWasSetBack() throws IOException {
    Path ahead =
        Files.createFile(folder.resolve("events.out.tfevents.4000000000.other-node.local.0"));

    Path second = append();
    Path third = append();

    assertThat(TensorFlowEvents.files(folder)).containsExactly(ahead, second, third);
  }

  private Path append() {
    try (EventFile events = EventFile.append(folder, 0)) {
      return events.file();
    }
  }

  @Test
  void whatWasFlushedIsThereForAReaderWhileTheRunGoesOn() throws IOException {
    try (EventFile events = EventFile.append(folder, 0)) {
      assertThat(TensorFlowEvents.read(events.file())).hasSize(2);
      events.scalar("loss", 1, 3, TIME);
      events.flush();

      assertThat(TensorFlowEvents.read(events.file())).hasSize(3);
    }
  }

  @Test
  void theReaderOfTheseTestsSeesAFlippedBit() throws IOException {
    byte[] bytes = Files.readAllBytes(append());
    bytes[bytes.length - 6] ^= 1;

    assertThatThrownBy(() -> TensorFlowEvents.read(bytes)).isInstanceOf(IOException.class);
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("tensorboard"));

    assertThatThrownBy(() -> EventFile.append(file, 0))
        .isInstanceOf(FileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("name a folder");
  }

  @Test
  void aValueWithoutTagOrBeforeTheFirstStepIsRefused() {
    try (EventFile events = EventFile.append(folder, 0)) {
      assertThatThrownBy(() -> events.scalar("", 1, 0, TIME))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> events.scalar("loss", -1, 0, TIME))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
