package org.powdermill.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.systemsx.cisd.hdf5.HDF5Factory;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.powdermill.files.FileException;

/** Whatever happens to a shard, its reader notices, says where, and lives on. */
class DamagedShardTest {

  @TempDir Path folder;

  private Path write(StoreKind store) {
    Path file = folder.resolve(store.word() + ".h5");
    new TestShard(5, true).write(file, store, ShardWriter.Options.DEFAULT);
    return file;
  }

  private static void readThrough(Path file) {
    try (ShardReader reader = ShardReader.open(file)) {
      reader.verify();
    }
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void aFlippedBitInAnyArrayIsNamed(StoreKind store) throws IOException {
    Path file = write(store);
    List<String> arrays =
        store == StoreKind.PEAKS
            ? List.of("peak_offset", "peak_two_theta", "peak_intensity", "label")
            : List.of(
                "diffractogram",
                "space_group",
                "label",
                "classes",
                "index",
                "crystallite_size",
                "volume",
                "density_factor",
                "asymmetric_unit_atoms",
                "source_id");
    byte[] good = Files.readAllBytes(file);
    for (String array : arrays) {
      int place = (int) placeOf(file, array);
      byte[] bad = good.clone();
      bad[place + 1] ^= 1;
      Path damaged = Files.write(folder.resolve("damaged.h5"), bad);
      assertThatThrownBy(() -> readThrough(damaged))
          .as(array)
          .isInstanceOf(ShardException.class)
          .hasMessageStartingWith(damaged + ": /" + (array.equals("index") ? "" : array))
          .hasMessageEndingWith("; remove the file and make it again");
    }
  }

  /** Where the first value of an array lies in the file: found by its bytes. */
  private static long placeOf(Path file, String array) throws IOException {
    byte[] all = Files.readAllBytes(file);
    try (Hdf5Container container = Hdf5Container.open(file)) {
      SealedFile sealed = ShardHeader.check(file, container, all.length);
      assertThat(sealed.arrays()).containsKey(array);
    }
    byte[] values = values(file, array);
    for (int i = 0; i + values.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + values.length, values, 0, values.length)) {
        return i;
      }
    }
    throw new AssertionError(array + " does not lie in one piece");
  }

  private static byte[] values(Path file, String array) {
    try (Hdf5Container container = Hdf5Container.open(file)) {
      long dataSet = H5.H5Dopen(container.id(), array, HDF5Constants.H5P_DEFAULT);
      long type = H5.H5Dget_type(dataSet);
      long space = H5.H5Dget_space(dataSet);
      long elements = H5.H5Sget_simple_extent_npoints(space);
      byte[] values = new byte[(int) (elements * H5.H5Tget_size(type))];
      H5.H5Dread(
          dataSet,
          type,
          HDF5Constants.H5S_ALL,
          HDF5Constants.H5S_ALL,
          HDF5Constants.H5P_DEFAULT,
          values);
      H5.H5Sclose(space);
      H5.H5Tclose(type);
      H5.H5Dclose(dataSet);
      return values;
    }
  }

  @Test
  void everyAttributeThatIsGoneOrChangedIsNoticed() throws IOException {
    Path file = write(StoreKind.FLOAT32);
    List<String> names = new ArrayList<>(ShardFormat.ATTRIBUTES);
    names.add(Attributes.CHECKSUM);
    for (String name : names) {
      assertAltered(file, writer -> writer.object().deleteAttribute("/", name));
      assertAltered(file, writer -> writer.string().setAttr("/", name, "crc32:00000000"));
      assertAltered(file, writer -> writer.int64().setAttr("/", name, 7));
      assertAltered(file, writer -> writer.float64().setAttr("/", name, Double.NaN));
    }
  }

  @Test
  void aNoteByAUserDoesNoHarm() {
    Path file = write(StoreKind.FLOAT32);
    try (IHDF5Writer writer = HDF5Factory.open(file.toFile())) {
      writer.string().setAttr("/", "note", "looks fine");
    }
    assertThatCode(() -> readThrough(file)).doesNotThrowAnyException();
  }

  @Test
  void everyArrayThatIsGoneOrOfAnotherTypeIsNoticed() throws IOException {
    Path file = write(StoreKind.FLOAT32);
    for (String name : List.of("diffractogram", "label", "classes", "index", "source_id")) {
      assertAltered(file, writer -> writer.delete(name));
      assertAltered(
          file,
          writer -> {
            writer.delete(name);
            writer.float64().writeArray(name, new double[5]);
          });
      assertAltered(
          file,
          writer -> {
            writer.delete(name);
            writer.object().createGroup(name);
          });
      assertAltered(
          file,
          writer -> {
            writer.delete(name);
            writer.object().createSoftLink("/volume", "/" + name);
          });
      assertAltered(file, writer -> writer.string().setAttr(name, "checksum", "crc32:00000000"));
    }
  }

  private void assertAltered(Path file, Consumer<IHDF5Writer> change) throws IOException {
    Path damaged = folder.resolve("damaged.h5");
    Files.write(damaged, Files.readAllBytes(file));
    try (IHDF5Writer writer = HDF5Factory.open(damaged.toFile())) {
      change.accept(writer);
    }
    assertThatThrownBy(() -> readThrough(damaged))
        .isInstanceOf(ShardException.class)
        .hasMessageStartingWith(damaged + ": ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void anotherMajorVersionIsNotRead() throws IOException {
    Path file = write(StoreKind.FLOAT32);
    try (IHDF5Writer writer = HDF5Factory.open(file.toFile())) {
      writer.string().setAttr("/", "format_version", "2.0");
    }
    assertThatThrownBy(() -> readThrough(file))
        .isInstanceOf(ShardException.class)
        .hasMessageStartingWith(
            file + ": attribute format_version: version 2.0 cannot be read by this powdermill")
        .hasMessageEndingWith(
            ", which reads 1.x; use the Powdermill that wrote it, or make it again");
  }

  @Test
  void foreignFilesAreTold() throws IOException {
    Path foreign = folder.resolve("foreign.h5");
    try (IHDF5Writer writer = HDF5Factory.open(foreign.toFile())) {
      writer.float32().writeArray("diffractogram", new float[3]);
    }
    assertThatThrownBy(() -> readThrough(foreign))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            foreign
                + ": HDF5: this file is not of Powdermill: it has the layout of older programs;"
                + " name another file");
    for (String content : List.of("", "two_theta,intensity\n5.00,0.1\n")) {
      Path text = Files.writeString(folder.resolve("text.h5"), content);
      assertThatThrownBy(() -> readThrough(text))
          .isInstanceOf(ShardException.class)
          .hasMessageStartingWith(text + ": HDF5: not as Powdermill writes it: ");
    }
    assertThatThrownBy(() -> readThrough(folder)).isInstanceOf(FileException.class);
  }

  @Test
  void aShardCutShortAnywhereIsNoticed() throws IOException {
    byte[] good = Files.readAllBytes(write(StoreKind.FLOAT32));
    for (int length = 0; length < good.length; length += 997) {
      Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(good, length));
      assertThatThrownBy(() -> readThrough(cut)).isInstanceOf(ShardException.class);
      byte[] holed = good.clone();
      Arrays.fill(holed, length, good.length, (byte) 0);
      Path hole = Files.write(folder.resolve("hole.h5"), holed);
      assertThatThrownBy(() -> readThrough(hole)).isInstanceOf(ShardException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,0", "FLOAT32,1", "FLOAT16,0", "PEAKS,0", "PEAKS,1"})
  void aFlippedBitAnywhereIsNoticedOrChangesNothing(StoreKind store, int deflate)
      throws IOException {
    TestShard shard = new TestShard(2, true);
    Path file = folder.resolve("good.h5");
    shard.write(file, store, new ShardWriter.Options(deflate, false));
    float[] expected;
    try (ShardReader reader = ShardReader.open(file)) {
      expected = reader.readAll();
    }
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(deflate);
    for (int i = random.nextInt(20); i < good.length; i += 1 + random.nextInt(80)) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << random.nextInt(8));
      Path damaged = Files.write(folder.resolve("damaged.h5"), bad);
      try (ShardReader reader = ShardReader.open(damaged)) {
        assertThat(Arrays.equals(reader.readAll(), expected)).as("byte %d", i).isTrue();
        assertThat(reader.header().identity()).isEqualTo(TestShard.identity(store, 2));
        assertThat(reader.columns().row(1)).isEqualTo(shard.rows.get(1));
      } catch (ShardException e) {
        assertThat(e).hasMessageStartingWith(damaged.toString());
      }
    }
  }

  @Test
  void sizesThatAreOnlyClaimedTakeNoMemory() {
    for (long rows : new long[] {1L << 20, 1L << 30, 1L << 40, Long.MAX_VALUE / 70_000}) {
      Path file = folder.resolve("claim-" + rows + ".h5");
      writeClaim(file, rows);
      assertThatThrownBy(() -> openClaim(file))
          .isInstanceOf(ShardException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  private static void writeClaim(Path file, long rows) {
    try (Hdf5Container container = Hdf5Container.create(file)) {
      long space = H5.H5Screate_simple(2, new long[] {rows, 8501}, null);
      long creation = H5.H5Pcreate(HDF5Constants.H5P_DATASET_CREATE);
      H5.H5Pset_chunk(creation, 2, new long[] {16, 8501});
      H5.H5Dclose(
          H5.H5Dcreate(
              container.id(),
              "diffractogram",
              HDF5Constants.H5T_IEEE_F32LE,
              space,
              HDF5Constants.H5P_DEFAULT,
              creation,
              HDF5Constants.H5P_DEFAULT));
      H5.H5Pclose(creation);
      H5.H5Sclose(space);
    }
  }

  private static void openClaim(Path file) throws IOException {
    try (Hdf5Container container = Hdf5Container.open(file)) {
      SealedFile sealed = sealed(file, container, Files.size(file));
      ArrayReader.open(sealed, "diffractogram", ElementType.FLOAT32, 2).close();
    }
  }

  @Test
  void wrongValuesWithTheRightChecksumAreNamed() {
    assertNamed(Float.NaN, "row 1: point 3 is NaN, outside [0, 1]");
    assertNamed(1.5f, "row 1: point 3 is 1.5, outside [0, 1]");
    assertNamed(-1e-6f, "row 1: point 3 is -1.0E-6, outside [0, 1]");
  }

  /** The array alone, written without the writer's own look at the values. */
  private void assertNamed(float value, String fault) {
    Path file = folder.resolve("wrong-" + value + ".h5");
    try (Hdf5Container container = Hdf5Container.create(file)) {
      ArrayWriter.Layout layout = ArrayWriter.Layout.of(2, 5 * 4, 0);
      try (ArrayWriter writer =
          new ArrayWriter(container, "diffractogram", ElementType.FLOAT32, 2, 5, layout)) {
        writer.nextRow().putFloat(0).putFloat(1).putFloat(0).putFloat(0).putFloat(0);
        writer.nextRow().putFloat(0).putFloat(1).putFloat(0).putFloat(value).putFloat(0);
        writer.finish();
      }
    }
    try (Hdf5Container container = Hdf5Container.open(file)) {
      SealedFile sealed = sealed(file, container, 1 << 20);
      ArrayReader array = ArrayReader.open(sealed, "diffractogram", ElementType.FLOAT32, 2);
      try (DiffractogramReader reader = new DiffractogramReader(array, false)) {
        assertThatThrownBy(() -> reader.readAll(new float[0]))
            .isInstanceOf(ShardException.class)
            .hasMessageContaining("/diffractogram: " + fault);
      }
    }
  }

  private static SealedFile sealed(Path file, Hdf5Container container, long bytes) {
    List<String> arrays = List.of("diffractogram");
    return new SealedFile(
        file,
        container,
        bytes,
        new AttributeReader(file, Attributes.ofRoot(container)),
        Attributes.checksums(container, arrays));
  }
}
