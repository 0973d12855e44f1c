package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.network.SmallNetworks;
import org.powdermill.trainer.network.StepResult;

class Deeplearning4jZipTest {

  private static final Network NETWORK = SmallNetworks.residual();

  @TempDir Path folder;
  private Path file;
  private Engine engine;

  @BeforeEach
  void write() {
    file = folder.resolve("model.zip");
    engine = SmallNetworks.engine(NETWORK, 1);
    step(engine);
    Deeplearning4jZip.write(file, engine);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static StepResult step(Engine engine) {
    return engine.step(SmallNetworks.batch(NETWORK, 4, 1), SmallNetworks.labels(4, 1), 1e-3);
  }

  @Test
  void anEngineGoesOnFromAZipToTheSameBits() {
    try (Engine other = SmallNetworks.engine(NETWORK, 1)) {
      assertThat(Deeplearning4jZip.network(file)).isEqualTo(NETWORK);
      Deeplearning4jZip.readInto(other, file);

      assertThat(step(other)).isEqualTo(step(engine));
      assertThat(step(other)).isEqualTo(step(engine));
    }
  }

  /** Deeplearning4j's own reader, raw diffractograms in. */
  @Test
  void deeplearning4jReadsTheZipAndPredictsTheSame() throws IOException {
    float[] batch = SmallNetworks.batch(NETWORK, 2, 2);
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile(), true);
    INDArray x = Nd4j.createFromArray(batch).reshape('c', 2, NETWORK.points());

    assertThat(graph.outputSingle(x).dup('c').data().asFloat()).isEqualTo(engine.predict(batch, 2));
  }

  private void replace(String entry, byte[] content) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.write(zip.getPath("/" + entry), content);
    }
  }

  private byte[] entry(String entry) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      return Files.readAllBytes(zip.getPath("/" + entry));
    }
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> Deeplearning4jZip.readInto(engine, file))
        .isInstanceOfAny(NetworkException.class, org.powdermill.files.FileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void classesThatTheConfigurationNamesAreNotLoaded() throws IOException {
    String json = new String(entry("configuration.json"), StandardCharsets.UTF_8);
    replace(
        "configuration.json",
        json.replace("org.nd4j.linalg.learning.config.Adam", "no.such.Thing")
            .getBytes(StandardCharsets.UTF_8));

    try (Engine other = SmallNetworks.engine(NETWORK, 1)) {
      Deeplearning4jZip.readInto(other, file);
      assertThat(step(other)).isEqualTo(step(engine));
    }
  }

  @Test
  void arraysOfAnotherLengthAreRefusedBeforeTheyAreRead() throws IOException {
    byte[] good = entry("coefficients.bin");
    byte[] longer = good.clone();
    Arrays.fill(longer, 0x52 + 16, 0x52 + 20, (byte) 0x7f);
    replace("coefficients.bin", longer);
    assertRefused("coefficients.bin");

    replace("coefficients.bin", Arrays.copyOf(good, good.length / 2));
    assertRefused("");

    byte[] notFinite = good.clone();
    Arrays.fill(notFinite, good.length - 4, good.length, (byte) 0xff);
    replace("coefficients.bin", notFinite);
    assertRefused("NaN");
  }

  @Test
  void aZipWithoutANetworkOfOursIsRefused() throws IOException {
    replace("configuration.json", "{}".getBytes(StandardCharsets.UTF_8));
    assertRefused("no network of Powdermill");

    replace("configuration.json", "{\"vertices\":".getBytes(StandardCharsets.UTF_8));
    assertRefused("configuration.json");
  }

  @Test
  void layersInAnotherOrderAreRefused() throws IOException {
    String json = new String(entry("configuration.json"), StandardCharsets.UTF_8);
    String swapped =
        json.replaceFirst(
            "(\"topologicalOrderStr\"\\s*:\\s*\\[\\s*\"[^\"]*\"\\s*,\\s*)(\"[^\"]*\")(\\s*,\\s*)(\"[^\"]*\")",
            "$1$4$3$2");
    assertThat(swapped).isNotEqualTo(json);
    replace("configuration.json", swapped.getBytes(StandardCharsets.UTF_8));
    assertRefused("another order");
  }

  @Test
  void whatIsNoZipIsRefused() throws IOException {
    Files.writeString(file, "no zip");
    assertRefused("cannot read");
  }
}
