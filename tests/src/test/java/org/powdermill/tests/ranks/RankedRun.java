package org.powdermill.tests.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command line of {@code powdermill generate} in a JVM of its own. */
final class RankedRun implements AutoCloseable {

  /** More than any run of these tests takes on a loaded machine. */
  private static final long MINUTES = 3;

  private final Process process;
  private final Path folder;
  private final Path error;
  private final List<ProcessHandle> ranks = new ArrayList<>();

  private RankedRun(Process process, Path folder, Path error) {
    this.process = process;
    this.folder = folder;
    this.error = error;
  }

  /**
   * Starts one.
   *
   * @param name of the files with its output, beside the folder
   * @param virtualMachine options of the JVM
   * @param arguments behind {@code generate --out FOLDER}
   */
  static RankedRun start(Path folder, String name, List<String> virtualMachine, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    command.addAll(virtualMachine);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.powdermill.tools.Powdermill", "generate"));
    command.addAll(List.of("--out", folder.toString(), "--shard-size", "50"));
    command.addAll(List.of("--two-theta", "5:90:0.1"));
    command.addAll(List.of(arguments));
    Path error = folder.resolveSibling(name + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectError(error.toFile())
            .redirectOutput(folder.resolveSibling(name + ".out").toFile())
            .start();
    return new RankedRun(process, folder, error);
  }

  static RankedRun start(Path folder, String name, String... arguments) throws IOException {
    return start(folder, name, List.of(), arguments);
  }

  /** The process that was started. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The ranks, once they have made some shards. */
  List<ProcessHandle> ranksAtWork(int shards) throws IOException, InterruptedException {
    Path last = folder.resolve("shard-%08d.h5".formatted(shards));
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!Files.exists(last)) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as("%s is made; %s", last, error())
          .isTrue();
      Thread.sleep(10);
    }
    for (JsonNode rank : new ObjectMapper().readTree(folder.resolve("ranks.json").toFile())) {
      ranks.add(ProcessHandle.of(rank.get("pid").asLong()).orElseThrow());
    }
    return ranks;
  }

  /** Waits for the end; none of the ranks is left then. */
  int status() throws IOException, InterruptedException {
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("it ends: %s", error()).isTrue();
    awaitEndOfRanks();
    return process.exitValue();
  }

  void awaitEndOfRanks() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (ranks.stream().anyMatch(ProcessHandle::isAlive)) {
      assertThat(System.nanoTime()).as("all ranks end: %s", error()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  String error() throws IOException {
    return Files.readString(error);
  }

  /** The lines on standard error that say why the run ended. */
  List<String> verdicts() throws IOException {
    return error().lines().filter(line -> line.contains("powdermill generate: ")).toList();
  }

  @Override
  public void close() {
    ranks.forEach(ProcessHandle::destroyForcibly);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
