package org.powdermill.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program left.
 *
 * @param status exit status
 * @param output standard output and standard error, as they came
 */
record Call(int status, String output) {

  private static final Map<String, String> SAME_JAVA =
      Map.of("POWDERMILL_JAVA_HOME", System.getProperty("java.home"));

  /** Runs a program to its end, with variables on top of those of a bare user. */
  static Call of(Map<String, String> environment, String... command) {
    try {
      Path output = Files.createTempFile("call", ".out");
      Process process =
          prepare(environment, List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end: " + String.join(" ", command));
      }
      Call call = new Call(process.exitValue(), Files.readString(output, UTF_8));
      Files.delete(output);
      return call;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A program to start, free of the settings of whoever runs the tests. */
  static ProcessBuilder prepare(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("POWDERMILL_")
                    || name.startsWith("SLURM")
                    || name.startsWith("SBATCH_"));
    builder.environment().putAll(SAME_JAVA);
    builder.environment().putAll(environment);
    return builder;
  }

  /** The output of a call that succeeded. */
  String ok() {
    if (status != 0) {
      throw new AssertionError("status %d: %s".formatted(status, output));
    }
    return output;
  }
}
