package org.powdermill.trainer.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.powdermill.files.AtomicFile;

/** The driver's own program, {@code nvidia-smi}. */
final class NvidiaSmi {

  private static final int MAX_BYTES = 1 << 20;
  private static final long DEADLINE_SECONDS = 30;

  private NvidiaSmi() {}

  /** What it says to a question; nothing where it is not there or fails. */
  static Optional<String> answer(List<String> question) {
    List<String> command = new ArrayList<>(List.of("nvidia-smi"));
    command.addAll(question);
    Path output = null;
    try {
      output = Files.createTempFile("powdermill-nvidia-smi", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly(); // hangs where the GPU has fallen off the bus
        return Optional.empty();
      }
      if (process.exitValue() != 0 || Files.size(output) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (output != null) {
        AtomicFile.delete(output);
      }
    }
  }
}
