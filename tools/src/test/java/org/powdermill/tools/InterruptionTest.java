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
import org.junit.jupiter.params.provider.CsvSource;

class InterruptionTest {

  private static final int COPIES = 300;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "INT, 130", "TERM, 143"})
  void anInterruptedSimulationLeavesWholeFilesAndTheStatusOfTheSignal(String signal, int status)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    List<String> args = new ArrayList<>(List.of("simulate", "--format", "h5,png"));
    args.addAll(List.of("--out", out.toString()));
    for (int i = 0; i < COPIES; i++) {
      args.add(Call.RUTILE.toAbsolutePath().toString());
    }
    // A shell that starts the tests in the background lets them ignore SIGINT, and so all they
    // start.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(Jvm.command(args.toArray(String[]::new)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    waitFor(out.resolve("rutile-2.png"), process);
    // bash's own kill: the program is missing on a bare machine
    new ProcessBuilder("bash", "-c", "kill -%s %d".formatted(signal, process.pid()))
        .start()
        .waitFor();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(status);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSizeGreaterThan(2)
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  private void waitFor(Path file, Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(file)) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as("%s is written: %s", file, Files.readString(folder.resolve("output.txt")))
          .isTrue();
      Thread.sleep(20);
    }
  }
}
