package org.powdermill.tests.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link ConsumerProgram} that runs; killed when the test ends before it. */
public final class ConsumerProcess implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 240;

  private final Path lines;
  private final Path log;
  private final Process process;

  private ConsumerProcess(Path lines, Path log, Process process) {
    this.lines = lines;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one; where one was killed before it goes on from its checkpoint.
   *
   * @param lines what it read, for {@link RowChecksum#undisturbed}
   * @param settings of {@link ConsumerProgram}
   */
  public static ConsumerProcess start(Path stream, Path lines, String... settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.library.path=" + System.getProperty("java.library.path"),
                "-cp",
                System.getProperty("java.class.path"),
                ConsumerProgram.class.getName(),
                stream.toString(),
                lines.toString()));
    command.addAll(List.of(settings));
    try {
      Path log = lines.resolveSibling(lines.getFileName() + ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ConsumerProcess(lines, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of diffractograms read, those that were read twice for want of a checkpoint once. */
  public int read() {
    return lines().size();
  }

  /** What it read: whole lines. */
  public List<String> lines() {
    try {
      String text = Files.readString(lines);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; returns the exit status. */
  public int await() {
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("no end after %d s: %s".formatted(DEADLINE_SECONDS, this));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Kills it and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  @Override
  public String toString() {
    try {
      return "consumer, pid %d, has read %d:%n%s"
          .formatted(process.pid(), read(), Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
