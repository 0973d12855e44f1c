package org.powdermill.tests.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs, with its outputs in files. */
record Program(Process process, Path output, Path error) {
  private static final long TIMEOUT_SECONDS = 1200;

  /** What it left. */
  record Result(int status, String output, String error) {}

  static Result run(String... command) {
    return start(Path.of(""), null, List.of(command)).finish();
  }

  /**
   * Starts it.
   *
   * @param environment all of it; null for our own, without what changes the launcher
   */
  static Program start(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("powdermill", ".out");
      Path error = Files.createTempFile("powdermill", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(error.toFile());
      if (environment == null) {
        builder.environment().keySet().removeIf(name -> name.matches("(POWDERMILL|SLURM|GIT)_.*"));
      } else {
        builder.environment().clear();
        builder.environment().putAll(environment);
      }
      return new Program(builder.start(), output, error);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Result finish() {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end after " + TIMEOUT_SECONDS + " s: " + process.info());
      }
      Result result =
          new Result(
              process.exitValue(), Files.readString(output, UTF_8), Files.readString(error, UTF_8));
      Files.delete(output);
      Files.delete(error);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
