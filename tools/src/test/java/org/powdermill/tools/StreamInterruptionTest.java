package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamInterruptionTest {

  @TempDir Path folder;

  @Test
  void aStreamSavesItsStateAndEndsWith75() throws IOException, InterruptedException {
    Path stream = folder.resolve("stream");
    Process process =
        start(
            Jvm.command(
                "generate",
                "--stream",
                stream.toString(),
                "--shard-size",
                "50",
                "--two-theta",
                "5:90:0.1",
                "--lead",
                "5",
                "--threads",
                "2",
                "--json"));
    Path owner = stream.resolve("producer/owner-1");
    await(process, () -> Files.exists(stream.resolve("shard-00000004.h5")));
    terminate(process);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output()).isEqualTo(75);
    JsonNode outcome = new ObjectMapper().readTree(owner.resolve("outcome.json").toFile());
    assertThat(outcome.get("status").asInt()).isEqualTo(75);
    assertThat(output()).contains("run the same call again to go on", "\"ending\":\"stopped\"");
    assertThat(names(stream))
        .noneMatch(name -> name.endsWith(".tmp"))
        .contains("stream.json", "provenance.json")
        .filteredOn(name -> name.startsWith("shard-"))
        .hasSize(5);
  }

  @Test
  void workThatDoesNotStopIsEndedWhenItsFilesAreClosed() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            EndlessWork.class.getName(),
            folder.toString());
    Process process = start(command);
    await(process, () -> names(folder).stream().anyMatch(name -> name.endsWith(".tmp")));
    long begin = System.nanoTime();
    terminate(process);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    // 2 s for the files; 10 s would be the time for work that still writes.
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(8);
    assertThat(process.exitValue()).as(output()).isEqualTo(75);
    assertThat(names(folder)).containsExactly("output.txt");
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private static void terminate(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("bash", "-c", "kill -TERM " + process.pid()).start().waitFor();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void await(Process process, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive() && System.nanoTime() < deadline).as(output()).isTrue();
      Thread.sleep(10);
    }
  }
}
