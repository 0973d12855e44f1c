package org.powdermill.trainer.events;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.hadoop.util.TFRecordReader;
import org.tensorflow.proto.Event;

/**
 * Reads event files with what TensorFlow publishes for Java: its reader of records, which checks
 * both checksums, and its classes of the messages, which are made of its {@code event.proto}.
 */
final class TensorFlowEvents {

  private TensorFlowEvents() {}

  /** The files of a folder in the order in which TensorBoard reads them. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static List<Event> read(Path file) throws IOException {
    return read(Files.readAllBytes(file));
  }

  static List<Event> read(byte[] records) throws IOException {
    TFRecordReader reader = new TFRecordReader(new ByteArrayInputStream(records), true);
    List<Event> events = new ArrayList<>();
    for (byte[] data = reader.read(); data != null; data = reader.read()) {
      events.add(Event.parseFrom(data));
    }
    return events;
  }
}
