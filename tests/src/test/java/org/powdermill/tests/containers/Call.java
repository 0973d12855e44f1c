package org.powdermill.tests.containers;

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
 * @param output standard output
 * @param error standard error
 */
record Call(int status, String output, String error) {

  /** The project's folder. */
  static final Path PROJECT = Path.of(System.getProperty("powdermill.root")).toAbsolutePath();

  /** Far beyond what anything here takes on a busy machine. */
  private static final long PATIENCE_MINUTES = 15;

  /** Runs a program to its end, free of the settings of whoever runs the tests. */
  static Call of(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("call", ".out");
      Path error = Files.createTempFile("call", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(error.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("POWDERMILL_") || name.startsWith("SLURM"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("no end: " + String.join(" ", command));
      }
      Call call =
          new Call(process.exitValue(), Files.readString(output, UTF_8), Files.readString(error));
      Files.delete(output);
      Files.delete(error);
      return call;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** This call, which must have succeeded. */
  Call ok() {
    if (status != 0) {
      throw new AssertionError("status %d: %s%s".formatted(status, output, error));
    }
    return this;
  }

  /** The last line of the standard output. */
  String lastLine() {
    return output.lines().reduce("", (before, line) -> line);
  }
}
