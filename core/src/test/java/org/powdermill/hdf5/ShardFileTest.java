package org.powdermill.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.files.FileException;

/** Shards are written and read. */
class ShardFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "FLOAT32,1,0",
    "FLOAT32,7,1",
    "FLOAT32,500,0",
    "PEAKS,1,0",
    "PEAKS,300,0",
    "PEAKS,300,1"
  })
  void theDiffractogramsComeBackToTheBit(StoreKind store, int rows, int deflate) {
    TestShard shard = new TestShard(rows, false);
    Path file = folder.resolve("a.h5");
    shard.write(file, store, new ShardWriter.Options(deflate, true));

    try (ShardReader reader = ShardReader.open(file, TestShard.identity(store, rows), 3)) {
      reader.verify();
      assertThat(reader.readAll()).isEqualTo(shard.points());
      int points = TestShard.GRID.points();
      float[] some = new float[2 * points];
      for (int row : new int[] {rows - 1, 0, rows / 2}) {
        reader.read(row, 1, some);
        assertThat(some).startsWith(shard.diffractograms.get(row));
      }
    }
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void halvesAreTheNearest() {
    TestShard shard = new TestShard(40, false);
    Path file = folder.resolve("a.h5");
    shard.write(file, StoreKind.FLOAT16, ShardWriter.Options.DEFAULT);

    float[] written = shard.points();
    try (ShardReader reader = ShardReader.open(file)) {
      reader.verify();
      float[] read = reader.readAll();
      for (int i = 0; i < read.length; i++) {
        float tolerance = Math.max(0x1p-25f, written[i] * 0x1p-11f);
        assertThat(Math.abs(read[i] - written[i])).isLessThanOrEqualTo(tolerance);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theColumnsComeBack(boolean withSources) {
    TestShard shard = new TestShard(20, withSources);
    Path file = folder.resolve("a.h5");
    shard.write(file, StoreKind.FLOAT32, ShardWriter.Options.DEFAULT);

    try (ShardReader reader = ShardReader.open(file)) {
      ShardColumns columns = reader.columns();
      assertThat(reader.header().identity()).isEqualTo(TestShard.identity(StoreKind.FLOAT32, 20));
      assertThat(reader.header().formatVersion()).isEqualTo("1.0");
      assertThat(reader.header().writerVersion()).startsWith("powdermill ");
      for (int i = 0; i < 20; i++) {
        assertThat(columns.row(i)).isEqualTo(shard.rows.get(i));
        assertThat(columns.index(i)).isEqualTo(60 + i);
        assertThat(columns.label(i)).isEqualTo(List.of(3, 0, 1, 2, -1, -1).get(i % 6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void theSameRowsGiveTheSameFileWheneverTheyAreWritten(StoreKind store)
      throws IOException, InterruptedException {
    Path first = folder.resolve("first.h5");
    Path second = folder.resolve("second.h5");
    new TestShard(30, true).write(first, store, ShardWriter.Options.DEFAULT);
    Thread.sleep(1100);
    new TestShard(30, true).write(second, store, ShardWriter.Options.DEFAULT);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void peaksTakeAboutATenthOfTheBytes() throws IOException {
    Path points = folder.resolve("points.h5");
    Path peaks = folder.resolve("peaks.h5");
    TestShard shard = new TestShard(100, false);
    shard.write(points, StoreKind.FLOAT32, ShardWriter.Options.DEFAULT);
    shard.write(peaks, StoreKind.PEAKS, ShardWriter.Options.DEFAULT);

    // 150 peaks of 16 bytes a row, against 1701 points here and 8501 in earnest
    assertThat(Files.size(peaks)).isLessThan(100 * (150 * 16 + 600));
    assertThat(Files.size(points)).isGreaterThan(100 * 1701 * 4);
  }

  @Test
  void rowsThatAreNoDiffractogramsAreRefusedAndNothingIsLeft() {
    TestShard shard = new TestShard(3, false);
    shard.diffractograms.get(1)[5] = Float.NaN;
    assertRefused(shard, StoreKind.FLOAT32, "diffractogram: point 5 is NaN, outside [0, 1]");
    shard.diffractograms.get(1)[5] = -0.1f;
    assertRefused(shard, StoreKind.FLOAT16, "diffractogram: point 5 is -0.1, outside [0, 1]");
    shard.diffractograms.set(1, new float[TestShard.GRID.points()]);
    assertRefused(shard, StoreKind.FLOAT32, "diffractogram: the maximum is 0.0, not 1");
    shard.twoTheta.get(2)[0] = 91;
    assertRefused(
        shard,
        StoreKind.PEAKS,
        "peaks: peak 0 at 2theta = 91.0: want ascending angles inside 5.0:90.0:0.05");
    assertThat(folder).isEmptyDirectory();
  }

  private void assertRefused(TestShard shard, StoreKind store, String message) {
    assertThatThrownBy(
            () -> shard.write(folder.resolve("a.h5"), store, ShardWriter.Options.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void fewerOrMoreRowsThanAnnouncedLeaveNothing() {
    TestShard shard = new TestShard(3, false);
    ShardIdentity identity = TestShard.identity(StoreKind.FLOAT32, 4);
    Path file = folder.resolve("a.h5");
    for (int rows : new int[] {2, 4}) {
      assertThatThrownBy(
              () ->
                  ShardWriter.write(
                      file,
                      identity,
                      0,
                      rows,
                      ShardWriter.Options.DEFAULT,
                      writer -> shard.append(writer, StoreKind.FLOAT32)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    Path file = folder.resolve("none").resolve("a.h5");
    TestShard shard = new TestShard(1, false);
    assertThatThrownBy(() -> shard.write(file, StoreKind.FLOAT32, ShardWriter.Options.DEFAULT))
        .isInstanceOf(FileException.class)
        .hasMessageStartingWith("cannot write " + file);
    assertThatThrownBy(() -> ShardReader.open(file))
        .isInstanceOf(FileException.class)
        .hasMessageStartingWith("cannot read " + file)
        .hasMessageContaining("no such file or folder");
  }

  @Test
  void anotherRunAndAnotherShardAreTold() {
    Path file = folder.resolve("a.h5");
    new TestShard(5, false).write(file, StoreKind.FLOAT32, ShardWriter.Options.DEFAULT);

    assertThatThrownBy(() -> ShardReader.open(file, TestShard.identity(StoreKind.PEAKS, 5), 3))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "%s: attributes: made by another run: store is float32, not peaks; choose another"
                + " folder, or the settings of that run",
            file);
    assertThatThrownBy(() -> ShardReader.open(file, TestShard.identity(StoreKind.FLOAT32, 5), 4))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("/index: begins at 15, but shard 4 begins at 20");
  }

  @Test
  void namesAreComputed() {
    assertThat(ShardName.of(0)).isEqualTo("shard-00000000.h5");
    assertThat(ShardName.of(123_456_789_012L)).isEqualTo("shard-123456789012.h5");
    assertThat(Optional.of(StoreKind.PEAKS)).isEqualTo(StoreKind.ofWord("peaks"));
  }
}
