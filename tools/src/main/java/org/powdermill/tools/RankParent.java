package org.powdermill.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.powdermill.files.Provenance;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankGroups;
import org.powdermill.production.ranks.RankMember;

/**
 * Starts the ranks of a run on this machine, one JVM each with the class path and the options of
 * this one, and ends with them. Rank 0 speaks for all on standard output and error; what the others
 * log is marked. A signal to this process stops all; when this process is killed, the ranks find
 * their standard input closed and stop too.
 */
final class RankParent {

  /** Longer than a rank takes to leave by itself, seconds. */
  private static final long SECONDS_TO_LEAVE = 7;

  private static final int HEAP_MIB = 384;
  private static final int HEAP_MIB_PER_THREAD = 64;
  private static final int KILLED = 128;

  private final List<String> commandLine;
  private final int ranks;
  private final int threads;
  private final List<Process> processes = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final Set<String> shown = new HashSet<>();
  private volatile boolean interrupted;

  /**
   * For a command line.
   *
   * @param commandLine without the options that {@code more} adds for a rank
   */
  RankParent(List<String> commandLine, int ranks, int threads) {
    this.commandLine = commandLine;
    this.ranks = ranks;
    this.threads = threads;
  }

  /** Starts the ranks and waits for their end; tells the exit status. */
  int run() throws IOException, InterruptedException {
    RankGroups.load(); // rather than that each of them misses it
    Thread hook = new Thread(this::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    int status;
    try {
      for (int rank = 0; rank < ranks; rank++) {
        start(rank);
      }
      awaitAll();
      for (Thread reader : readers) {
        reader.join();
      }
      status = status();
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    if (!interrupted) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    return status;
  }

  private void start(int rank) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(virtualMachine());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Powdermill.class.getName());
    command.addAll(commandLine);
    command.addAll(List.of("--rank", Integer.toString(rank), "--attached"));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (rank == 0) {
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    } else {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    processes.add(process);
    if (rank > 0) {
      Thread reader = new Thread(() -> passOn(rank, process), "rank-" + rank);
      reader.setDaemon(true);
      readers.add(reader);
      reader.start();
    }
  }

  /**
   * A rank of one thread has no use for a parallel collector, whose threads only get in the way.
   */
  private List<String> virtualMachine() {
    List<String> options =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (options.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
      options.add("-XX:+UseSerialGC");
    }
    if (options.stream().noneMatch(option -> option.startsWith("-Xmx"))) {
      options.add("-Xmx%dm".formatted(HEAP_MIB + HEAP_MIB_PER_THREAD * threads));
    }
    options.removeIf(option -> option.startsWith("-agentlib") || option.startsWith("-javaagent"));
    return options;
  }

  private void passOn(int rank, Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        show(rank, line);
      }
    } catch (IOException e) {
      StandardError.line("powdermill: cannot read what rank %d says".formatted(rank));
    }
  }

  /** Why the run ends is the same from all that say it: once is enough. */
  private synchronized void show(int rank, String line) {
    boolean verdict = line.startsWith("powdermill "); // said by the command, not by its log
    if (!verdict) {
      StandardError.line("[rank %d] %s".formatted(rank, line));
    } else if (shown.add(line)) {
      StandardError.line(line);
    }
  }

  /** When one ends badly the others have some seconds. */
  private void awaitAll() throws InterruptedException {
    long deadline = Long.MAX_VALUE;
    while (processes.stream().anyMatch(Process::isAlive)) {
      for (Process process : processes) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
        boolean failed = !process.isAlive() && process.exitValue() != 0;
        if (failed && deadline == Long.MAX_VALUE) {
          deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_LEAVE);
        }
      }
      if (System.nanoTime() > deadline) {
        processes.forEach(Process::destroyForcibly);
      }
    }
  }

  private int status() {
    int ofRankZero = processes.get(0).exitValue();
    if (ofRankZero < KILLED) {
      return ofRankZero;
    }
    if (shown.isEmpty()) {
      RankMember root =
          new RankMember(
              0, processes.get(0).pid(), String.valueOf(Provenance.machine().get("host")));
      StandardError.line(
          "powdermill %s: %s was ended by signal %d"
              .formatted(commandLine.get(0), root, ofRankZero - KILLED));
    }
    return RankException.LOST;
  }

  private void stop() {
    interrupted = true;
    processes.forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_LEAVE);
    try {
      for (Process process : processes) {
        process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    processes.forEach(Process::destroyForcibly);
    Runtime.getRuntime().halt(Powdermill.INTERRUPTED);
  }
}
