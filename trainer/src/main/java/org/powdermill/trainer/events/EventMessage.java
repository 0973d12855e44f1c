package org.powdermill.trainer.events;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Messages of TensorBoard's event files, coded as Protocol Buffers. The numbers are those of the
 * fields in TensorFlow's {@code event.proto} and {@code summary.proto}.
 */
final class EventMessage {

  private static final String FILE_VERSION = "brain.Event:2";

  /** Of the message Event. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** Of the message Summary. */
  private static final int VALUE = 1;

  /** Of the message Summary.Value. */
  private static final int TAG = 1;

  private static final int SIMPLE_VALUE = 2;

  /** Of the message SessionLog, and the one of its values that we write. */
  private static final int STATUS = 1;

  private static final int START = 1;

  private static final double NANOSECONDS = 1e9;

  /** Writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(CodedOutputStream output) throws IOException;
  }

  private EventMessage() {}

  /** The first of a file. */
  static byte[] fileVersion(Instant wallTime) {
    return event(0, wallTime, output -> output.writeString(VERSION, FILE_VERSION));
  }

  /** A session begins: what was told of this step and of later ones before is void. */
  static byte[] sessionStart(long step, Instant wallTime) {
    byte[] sessionLog = message(output -> output.writeEnum(STATUS, START));
    return event(step, wallTime, output -> output.writeByteArray(SESSION_LOG, sessionLog));
  }

  /** A value of a curve. */
  static byte[] scalar(String tag, long step, float value, Instant wallTime) {
    byte[] tagged =
        message(
            output -> {
              output.writeString(TAG, tag);
              output.writeFloat(SIMPLE_VALUE, value);
            });
    byte[] summary = message(output -> output.writeByteArray(VALUE, tagged));
    return event(step, wallTime, output -> output.writeByteArray(SUMMARY, summary));
  }

  private static byte[] event(long step, Instant wallTime, Fields what) {
    double seconds = wallTime.getEpochSecond() + wallTime.getNano() / NANOSECONDS;
    return message(
        output -> {
          output.writeDouble(WALL_TIME, seconds);
          output.writeInt64(STEP, step);
          what.writeTo(output);
        });
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    try {
      fields.writeTo(output);
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
