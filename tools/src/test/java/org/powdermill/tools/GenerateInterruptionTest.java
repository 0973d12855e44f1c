package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateInterruptionTest {

  private static final String COUNT = "6000";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void anInterruptedRunEndsWithin3SecondsWithStatus75AndGoesOnToTheSameBytes(String signal)
      throws IOException, InterruptedException {
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    assertThat(start(undisturbed, "undisturbed.txt").waitFor())
        .as(output("undisturbed.txt"))
        .isZero();

    Process process = start(disturbed, "first.txt");
    waitFor(disturbed.resolve("shard-00000008.h5"), process);
    new ProcessBuilder("bash", "-c", "kill -%s %d".formatted(signal, process.pid()))
        .start()
        .waitFor();
    assertThat(process.waitFor(3, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).as(output("first.txt")).isEqualTo(75);
    assertThat(output("first.txt")).contains("run the same call again to go on");
    assertThat(names(disturbed))
        .noneMatch(name -> name.endsWith(".tmp"))
        .doesNotContain("end.json")
        .hasSizeBetween(10, 120);
    assertThat(Files.readString(disturbed.resolve("provenance.json")))
        .contains("\"status\" : 75", "\"seed\" : 1");

    assertThat(start(disturbed, "second.txt").waitFor()).as(output("second.txt")).isZero();
    assertThat(output("second.txt")).doesNotContain(" 0 kept");
    assertThat(names(disturbed)).isEqualTo(names(undisturbed));
    assertThat(Files.readString(disturbed.resolve("provenance.json")))
        .contains("\"status\" : 0", "\"earlier\" : [ {", "\"status\" : 75");
    for (String name : names(undisturbed)) {
      if (!name.equals("provenance.json")) {
        assertThat(Files.mismatch(undisturbed.resolve(name), disturbed.resolve(name)))
            .as(name)
            .isEqualTo(-1);
      }
    }
  }

  private Process start(Path out, String output) throws IOException {
    // A shell that starts the tests in the background lets them ignore SIGINT.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(
        Jvm.command(
            "generate",
            "--out",
            out.toString(),
            "--count",
            COUNT,
            "--shard-size",
            "50",
            "--two-theta",
            "5:90:0.1",
            "--threads",
            "2"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(output).toFile())
        .start();
  }

  private String output(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static List<String> names(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void waitFor(Path file, Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(file)) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as("%s is written: %s", file, output("first.txt"))
          .isTrue();
      Thread.sleep(5);
    }
  }
}
