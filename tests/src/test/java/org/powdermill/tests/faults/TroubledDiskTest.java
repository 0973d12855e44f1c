package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.model.ModelArray;
import org.powdermill.hdf5.model.ModelFile;
import org.powdermill.hdf5.model.ModelHeader;

/** A disk that is full, a folder that vanishes or cannot be written: one line, and on it goes. */
class TroubledDiskTest {

  @TempDir Path folder;

  @Test
  void aFullDiskEndsBothSidesAndNothingIsLost() throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), 60)) {
      FaultyStream stream = new FaultyStream(folder, folder.resolve("disk/stream"));
      try (Program producer = stream.producer()) {
        requireOneLine(producer, "generate", "No space left on device");
      }
      stream.requireWhole(-1);
      disk.fill(); // also what the unfinished shard had taken
      try (Program consumer = stream.consumer()) {
        assertThat(consumer.status()).as(consumer.output()).isEqualTo(1);
        assertThat(consumer.output().lines().filter(line -> line.startsWith("cannot")))
            .singleElement()
            .asString()
            .contains("No space left on device");
      }

      disk.resize(64_000);
      goOn(stream);
    }
  }

  /** The library of HDF5 does not say why it cannot write. */
  @Test
  void aFullDiskIsNamedWhereAModelIsToStand() throws IOException, InterruptedException {
    int parameters = 500_000;
    ModelHeader header =
        new ModelHeader(
            "{\"name\":\"parkcnn-small\"}",
            "raw",
            new SpaceGroupClasses(List.of(2, 14)),
            TwoThetaGrid.DEFAULT,
            1.5406,
            "961d",
            "{}",
            ModelHeader.NO_OPTIMIZER,
            1,
            "powdermill");
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), 1000)) {
      Path model = folder.resolve("disk/model-last.h5");
      List<ModelArray> arrays =
          List.of(new ModelArray(ModelArray.PARAMETERS, "w", List.of(parameters)));

      assertThatThrownBy(
              () -> ModelFile.write(model, header, arrays, array -> new float[parameters]))
          .isInstanceOf(FileException.class)
          .hasMessage("cannot write %s: No space left on device", model);
      assertThat(folder.resolve("disk")).isEmptyDirectory();

      disk.resize(10_000);
      ModelFile.write(model, header, arrays, array -> new float[parameters]);
      assertThat(model).exists();
    }
  }

  @Test
  void aFolderThatTurnsReadOnlyEndsBothSidesAndNothingIsLost()
      throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.of(folder.resolve("disk"), 64_000)) {
      FaultyStream stream = new FaultyStream(folder, folder.resolve("disk/stream"));
      try (Program producer = stream.producer();
          Program consumer = stream.consumer("pause=200")) {
        FaultyStream.await("some is read", () -> stream.read().size() > 30, producer, consumer);
        disk.readOnly();
        requireOneLine(producer, "generate", "Read-only file system");
        assertThat(consumer.status()).as(consumer.output()).isEqualTo(1);
        assertThat(consumer.output()).contains("Read-only file system");
      }
      stream.requireWhole(-1);

      disk.writable();
      goOn(stream);
    }
  }

  @Test
  void aFolderThatVanishesEndsBothSidesAndNothingIsLost() throws IOException {
    FaultyStream stream = new FaultyStream(folder);
    Path elsewhere = folder.resolve("elsewhere");
    try (Program producer = stream.producer();
        Program consumer = stream.consumer("pause=200")) {
      FaultyStream.await("some is read", () -> stream.read().size() > 30, producer, consumer);
      Files.move(stream.root(), elsewhere);
      requireOneLine(producer, "generate", "no such file or folder");
      assertThat(consumer.status()).as(consumer.output()).isEqualTo(1);
      assertThat(consumer.output()).contains("no such file or folder");
    }
    assertThat(stream.root()).doesNotExist();

    Files.move(elsewhere, stream.root());
    stream.requireWhole(-1);
    goOn(stream);
  }

  private static void requireOneLine(Program program, String command, String reason) {
    assertThat(program.status()).as(program.output()).isEqualTo(1);
    assertThat(program.output().lines().filter(line -> line.startsWith("powdermill " + command)))
        .as(program.output())
        .singleElement()
        .asString()
        .contains(reason);
    List<String> others =
        program
            .output()
            .lines()
            .filter(line -> !line.startsWith("powdermill") && !line.isBlank())
            .toList();
    assertThat(others).as("no stack trace").isEmpty();
  }

  private static void goOn(FaultyStream stream) {
    try (Program producer = stream.producer("--threads", "3");
        Program consumer = stream.consumer()) {
      assertThat(consumer.status()).as(consumer.output()).isZero();
      assertThat(producer.status()).as(producer.output()).isZero();
    }
    stream.requireUndisturbed(FaultyStream.COUNT);
    stream.requireTidy();
  }
}
