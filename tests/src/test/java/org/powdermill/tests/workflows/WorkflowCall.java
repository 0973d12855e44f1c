package org.powdermill.tests.workflows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code powdermill workflow}, called in a folder of its own. */
final class WorkflowCall {

  /** The project's folder. */
  static final Path PROJECT = Path.of(System.getProperty("powdermill.root")).toAbsolutePath();

  private static final long LONGEST_SECONDS = 480;
  private static final long LOOK_MILLIS = 50;

  private final Path folder;
  private final Path output;
  private final Process process;

  private WorkflowCall(Path folder, Path output, Process process) {
    this.folder = folder;
    this.output = output;
    this.process = process;
  }

  /** Starts it, by the words of {@code wrapper} if there are any. */
  static WorkflowCall start(Path folder, List<String> wrapper, String... arguments) {
    try {
      List<String> command = new ArrayList<>(wrapper);
      command.add(PROJECT.resolve("powdermill").toString());
      command.add("workflow");
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile(folder, "output", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(
              name ->
                  name.startsWith("POWDERMILL_")
                      || name.startsWith("SLURM")
                      || name.startsWith("NXF_"));
      builder.environment().put("POWDERMILL_JAVA_HOME", System.getProperty("java.home"));
      return new WorkflowCall(folder, output, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; returns its exit status. */
  int status() {
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        throw new AssertionError("no end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks it to end. */
  void terminate() {
    process.destroy();
  }

  /** What it printed. */
  String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds, while it runs. */
  void await(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!holds.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new AssertionError("not come: %s; instead: %s".formatted(what, output()));
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Processes that work in its folder or name it, as lines for people; the call itself is none. */
  List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(other -> other.pid() != process.pid() && other.isAlive() && belongs(other.pid()))
        .map(other -> other.pid() + " " + other.info().commandLine().orElse("?"))
        .toList();
  }

  private boolean belongs(long pid) {
    Path entry = Path.of("/proc", Long.toString(pid));
    try {
      return Files.readString(entry.resolve("cmdline"), UTF_8).contains(folder.toString())
          || Files.readSymbolicLink(entry.resolve("cwd")).startsWith(folder);
    } catch (IOException e) {
      return false; // it has ended, or is another user's
    }
  }
}
