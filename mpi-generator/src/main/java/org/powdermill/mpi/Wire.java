package org.powdermill.mpi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;

/** Tasks and reports as bytes. */
final class Wire {

  private Wire() {}

  static byte[] bytes(ShardTask task) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(task, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(ShardTask task, DataOutputStream out) throws IOException {
    out.writeLong(task.shard());
    out.writeInt(task.rows());
  }

  static ShardTask task(byte[] body) {
    try {
      return task(new DataInputStream(new ByteArrayInputStream(body)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ShardTask task(DataInputStream in) throws IOException {
    return new ShardTask(in.readLong(), in.readInt());
  }

  /** Without the worker: the receiver knows who sent it. */
  static byte[] bytes(ShardReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      write(report.task(), out);
      out.writeBoolean(report.made());
      out.writeUTF(Frame.shortened(report.fault().orElse("")));
      out.writeDouble(report.workingSeconds());
      out.writeDouble(report.waitingSeconds());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static ShardReport report(int worker, byte[] body) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
      ShardTask task = task(in);
      boolean made = in.readBoolean();
      String fault = in.readUTF();
      return new ShardReport(
          worker,
          task,
          made,
          fault.isEmpty() ? Optional.empty() : Optional.of(fault),
          in.readDouble(),
          in.readDouble());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
