package org.powdermill.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.powdermill.files.FileException;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkJson;

/**
 * PyTorch in a process of its own, which builds a network from our description and trains it when
 * told. It sleeps in between.
 */
final class PytorchPeer implements AutoCloseable {

  private static final String SCRIPT = "pytorch_peer.py";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS_TO_END = 10;

  /** How the process ended. */
  record End(String version, long peakMemoryMib) {}

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;
  private final String version;

  private PytorchPeer(Process process, Network network) throws IOException {
    this.process = process;
    this.questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    JsonNode begin = answer();
    this.version = begin.path("version").asText();
    if (begin.path("parameters").asLong() != network.parameterCount()) {
      throw new IllegalStateException(
          "PyTorch has %s parameters, %s has %d"
              .formatted(begin.path("parameters"), network.name(), network.parameterCount()));
    }
  }

  /** Starts it, where that Python has PyTorch. */
  static Optional<PytorchPeer> start(Path python, Network network, int batch, int threads) {
    try {
      if (!Files.isExecutable(python) || !hasPytorch(python)) {
        return Optional.empty();
      }
      ProcessBuilder builder =
          new ProcessBuilder(
              python.toString(),
              "-c",
              script(),
              Integer.toString(batch),
              Integer.toString(threads));
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().remove("GLIBC_TUNABLES"); // the launcher's, for Deeplearning4j
      builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
      Process process = builder.start();
      try {
        process
            .getOutputStream()
            .write((NetworkJson.write(network) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return Optional.of(new PytorchPeer(process, network));
      } catch (IOException | RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasPytorch(Path python) throws IOException {
    Process process =
        new ProcessBuilder(python.toString(), "-c", "import torch")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return waitFor(process) && process.exitValue() == 0;
  }

  private static boolean waitFor(Process process) {
    try {
      return process.waitFor(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String script() throws IOException {
    try (InputStream input = PytorchPeer.class.getResourceAsStream(SCRIPT)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Trains some steps and gives back the time of each. */
  List<TrainingBenchmark.StepTime> steps(int count) {
    try {
      ask(Map.of("steps", count));
      List<TrainingBenchmark.StepTime> times = new ArrayList<>();
      answer()
          .path("times")
          .forEach(
              time ->
                  times.add(
                      new TrainingBenchmark.StepTime(
                          time.path(0).asDouble(), time.path(1).asDouble())));
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for its memory; it ends then. */
  End end() {
    try {
      ask(Map.of("end", true));
      return new End(version, answer().path("peak_memory_mib").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ask(Map<String, Object> question) throws IOException {
    questions.write(JSON.writeValueAsString(question));
    questions.newLine();
    questions.flush();
  }

  private JsonNode answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new FileException("PyTorch ended early; its own words stand above");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close(); // it ends at the end of its input
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
