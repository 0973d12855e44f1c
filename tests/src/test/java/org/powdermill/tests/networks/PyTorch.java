package org.powdermill.tests.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkJson;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.TrainingSettings;

/** PyTorch as Debian packages it, with network.py. */
final class PyTorch {

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final long MINUTES = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  PyTorch(Path folder) {
    this.folder = folder;
  }

  static void require() {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
    assumeTrue(
        status(new ProcessBuilder(PYTHON.toString(), "-c", "import torch")) == 0,
        "Python has no torch: install python3-torch");
  }

  /**
   * What PyTorch finds.
   *
   * @param softmax [rows][classes]
   * @param gradients of the mean loss, by parameter, shortened where the settings say so
   * @param losses before each step
   * @param stepped parameters after the steps
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Result(
      float[] softmax,
      Map<String, float[]> gradients,
      double[] losses,
      Map<String, float[]> stepped) {}

  /** Runs a network with given parameters on a batch, in the arithmetic of float64. */
  Result run(
      Network network,
      Map<String, float[]> parameters,
      float[] diffractograms,
      int[] labels,
      int steps,
      double rate,
      TrainingSettings settings) {
    try {
      Files.writeString(folder.resolve("network.json"), NetworkJson.write(network));
      Files.writeString(folder.resolve("labels.json"), JSON.writeValueAsString(labels));
      write("parameters.bin", parameters.values().toArray(float[][]::new));
      write("diffractograms.bin", diffractograms);
      Path script = folder.resolve("network.py");
      try (InputStream source = PyTorch.class.getResourceAsStream("network.py")) {
        Files.write(script, source.readAllBytes());
      }
      String rateText = String.format(Locale.ROOT, "%s", rate);
      ProcessBuilder process =
          new ProcessBuilder(
              PYTHON.toString(),
              script.toString(),
              folder.toString(),
              Integer.toString(steps),
              rateText,
              "float64",
              "1",
              Double.toString(settings.labelSmoothing()),
              Double.toString(settings.gradientNormLimit()));
      assertThat(status(process.redirectError(ProcessBuilder.Redirect.INHERIT)))
          .as("status of network.py")
          .isZero();
      return new Result(
          read("softmax.bin"),
          byName(network, read("gradients.bin")),
          JSON.readValue(folder.resolve("losses.json").toFile(), double[].class),
          byName(network, read("stepped.bin")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(ProcessBuilder builder) {
    try {
      Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("Python did not end in " + MINUTES + " minutes");
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String name, float[]... arrays) throws IOException {
    int length = 0;
    for (float[] array : arrays) {
      length += array.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] array : arrays) {
      bytes.asFloatBuffer().put(array);
      bytes.position(bytes.position() + array.length * Float.BYTES);
    }
    Files.write(folder.resolve(name), bytes.array());
  }

  private float[] read(String name) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static Map<String, float[]> byName(Network network, float[] flat) {
    Map<String, float[]> parts = new LinkedHashMap<>();
    int start = 0;
    for (Parameter parameter : network.parameters()) {
      float[] values = new float[parameter.size()];
      System.arraycopy(flat, start, values, 0, values.length);
      parts.put(parameter.name(), values);
      start += values.length;
    }
    assertThat(start).isEqualTo(flat.length);
    return parts;
  }
}
