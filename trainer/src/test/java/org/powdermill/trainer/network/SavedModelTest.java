package org.powdermill.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.model.ModelFileException;

class SavedModelTest {

  private static final Network NETWORK = SmallNetworks.residual();
  private static final SavedModel MODEL =
      new SavedModel(
          NETWORK,
          new SpaceGroupClasses(List.of(2, 14, 62, 166, 225)),
          new TwoThetaGrid(5, 35, 0.1),
          1.5406,
          "abc",
          "{\"diffractograms\":12}");

  @TempDir Path folder;
  private Engine engine;
  private Path file;

  @BeforeEach
  void train() {
    engine = SmallNetworks.engine(NETWORK, 1);
    file = folder.resolve("model.h5");
    step(engine);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static StepResult step(Engine engine) {
    return engine.step(SmallNetworks.batch(NETWORK, 4, 1), SmallNetworks.labels(4, 1), 1e-3);
  }

  @Test
  void aModelIsTheSameAfterwardsAndGoesOnToTheSameBits() {
    MODEL.write(file, engine, true);
    try (Engine other = SmallNetworks.engine(NETWORK, 1)) {
      assertThat(SavedModel.read(file)).isEqualTo(MODEL);
      assertThat(SavedModel.readInto(other, file, true)).isEqualTo(MODEL);

      assertThat(step(other)).isEqualTo(step(engine));
      assertThat(step(other)).isEqualTo(step(engine));
    }
  }

  static Stream<Network> networks() {
    return Stream.of(SmallNetworks.residual(), SmallNetworks.dropout());
  }

  /** Dropout, smoothed labels and shortened gradients included; other batches at each step. */
  @ParameterizedTest
  @MethodSource("networks")
  void aRunThatGoesOnFromAFileIsTheUndisturbedRunBitForBit(Network network) {
    SavedModel model =
        new SavedModel(
            network,
            MODEL.classes(),
            new TwoThetaGrid(5, 5 + 0.1 * (network.points() - 1), 0.1),
            1.5406,
            "abc",
            "{}");
    try (Engine undisturbed = SmallNetworks.cautiousEngine(network, 8);
        Engine second = SmallNetworks.cautiousEngine(network, 8)) {
      assertThat(steps(undisturbed, 0, 3)).hasSize(3);
      model.write(file, undisturbed, true);
      SavedModel.readInto(second, file, true);

      assertThat(steps(second, 3, 7)).isEqualTo(steps(undisturbed, 3, 7));
      for (Parameter parameter : network.parameters()) {
        assertThat(second.parameter(parameter.name()))
            .isEqualTo(undisturbed.parameter(parameter.name()));
      }
    }
  }

  private static List<StepResult> steps(Engine engine, int first, int end) {
    return IntStream.range(first, end)
        .mapToObj(
            step ->
                engine.step(
                    SmallNetworks.batch(engine.network(), 4, step),
                    SmallNetworks.labels(4, step),
                    1e-3 / (1 + step)))
        .toList();
  }

  @Test
  void aModelWithoutOptimizerPredictsTheSameAndCannotGoOn() {
    MODEL.write(file, engine, false);
    float[] batch = SmallNetworks.batch(NETWORK, 2, 2);
    try (Engine other = SmallNetworks.engine(NETWORK, 2)) {
      SavedModel.readInto(other, file, false);

      assertThat(other.predict(batch, 2)).isEqualTo(engine.predict(batch, 2));
      assertThatThrownBy(() -> SavedModel.readInto(other, file, true))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("no state of the optimizer");
    }
  }

  @Test
  void theParametersAloneAreReadFromAFileWithOptimizer() {
    MODEL.write(file, engine, true);
    float[] batch = SmallNetworks.batch(NETWORK, 2, 2);
    try (Engine other = SmallNetworks.engine(NETWORK, 2)) {
      SavedModel.readInto(other, file, false);

      assertThat(other.predict(batch, 2)).isEqualTo(engine.predict(batch, 2));
      assertThat(other.steps()).isZero();
    }
  }

  @Test
  void theSameModelGivesTheSameBytesAtAnyTime() throws IOException {
    MODEL.write(file, engine, true);
    long written = Instant.now().getEpochSecond();
    while (Instant.now().getEpochSecond() == written) {
      Thread.onSpinWait(); // HDF5 keeps times in seconds
    }
    Path second = folder.resolve("second.h5");
    MODEL.write(second, engine, true);

    assertThat(Files.mismatch(file, second)).isEqualTo(-1);
  }

  @Test
  void aParameterThatIsNoNumberIsNotWrittenAndTheOldFileStays() throws IOException {
    MODEL.write(file, engine, false);
    byte[] before = Files.readAllBytes(file);
    engine.setParameter("classes.bias", new float[] {0, 0, Float.NaN, 0, 0});

    assertThatThrownBy(() -> MODEL.write(file, engine, false))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("classes.bias")
        .hasMessageContaining("gone astray");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder).isDirectoryContaining("glob:**.h5").isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anotherNetworkIsRefused() {
    MODEL.write(file, engine, false);
    try (Engine other = SmallNetworks.engine(SmallNetworks.dropout(), 1)) {
      assertThatThrownBy(() -> SavedModel.readInto(other, file, false))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("another network");
    }
  }

  /** Anywhere in the file: either the fault is seen, or the model is the very same. */
  @Test
  void noFlippedBitGivesAnotherModel() throws IOException {
    MODEL.write(file, engine, false);
    byte[] good = Files.readAllBytes(file);
    float[] batch = SmallNetworks.batch(NETWORK, 1, 2);
    float[] wanted = engine.predict(batch, 1);
    Random random = new Random(1);
    try (Engine other = SmallNetworks.engine(NETWORK, 3)) {
      int seen = 0;
      for (int i = 0; i < 300; i++) {
        byte[] bad = good.clone();
        // half of them among headers and attributes
        int at = random.nextInt(i % 2 == 0 ? good.length : 20_000);
        bad[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bad);
        try {
          assertThat(SavedModel.readInto(other, file, false)).isEqualTo(MODEL);
          assertThat(other.predict(batch, 1)).as("flip at %d", at).isEqualTo(wanted);
        } catch (ModelFileException | NetworkException e) {
          seen++;
          assertThat(e).hasMessageContaining(file.toString()).hasMessageNotContaining("\n");
        }
      }
      assertThat(seen).isGreaterThan(150);
    }
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    MODEL.write(file, engine, false);
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 100, 4000, good.length / 2, good.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> SavedModel.readInto(engine, file, false))
          .as("%d bytes", length)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void whatIsNoFileIsNamed() {
    assertThatThrownBy(() -> SavedModel.read(folder)).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> SavedModel.read(folder.resolve("none.h5")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("none.h5");
  }

  @Test
  void gridAndClassesAreThoseOfTheNetwork() {
    assertThatThrownBy(
            () ->
                new SavedModel(NETWORK, MODEL.classes(), TwoThetaGrid.DEFAULT, 1.5406, "abc", "{}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new SavedModel(
                    NETWORK, new SpaceGroupClasses(List.of(1)), MODEL.grid(), 1.5406, "abc", "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
