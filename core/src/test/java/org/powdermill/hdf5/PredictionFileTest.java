package org.powdermill.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.files.FileException;

class PredictionFileTest {

  private static final int ROWS = 5;
  private static final SpaceGroupClasses CLASSES = new SpaceGroupClasses(List.of(14, 62, 225));

  private static final TreeMap<String, String> DIGESTS =
      new TreeMap<>(Map.of(PredictionFile.MODEL_SHA256, "0f", PredictionFile.SET_SHA256, "1e"));

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("predictions-x.h5");
    new PredictionFile("x", "m.h5", DIGESTS, rows()).write(file);
  }

  private static PredictionRows rows() {
    ShardColumns columns = new ShardColumns(ROWS);
    columns.sourceId = new String[ROWS];
    int[] groups = {14, 62, 1, 225, 14};
    for (int row = 0; row < ROWS; row++) {
      columns.set(row, 100 + row, 0, new ShardRow(groups[row], 50, 400 + row, 1.2f, 3 + row));
      columns.sourceId[row] = "Ä#" + row;
    }
    PredictionRows rows = new PredictionRows(columns, CLASSES);
    for (int row = 0; row < ROWS; row++) {
      rows.setLoss(row, rows.label(row) < 0 ? Float.NaN : row);
      for (int rank = 0; rank < 3; rank++) {
        rows.setPredicted(row, rank, (row + rank) % 3, 0.5f / (1 + rank));
      }
    }
    return rows;
  }

  @Test
  void whatIsWrittenIsRead() {
    PredictionFile read = PredictionFile.read(file);
    PredictionRows rows = read.rows();

    assertThat(read.set()).isEqualTo("x");
    assertThat(read.model()).isEqualTo("m.h5");
    assertThat(read.digests()).isEqualTo(DIGESTS);
    assertThat(rows.rows()).isEqualTo(ROWS);
    assertThat(rows.classes()).isEqualTo(CLASSES);
    assertThat(rows.label(2)).isEqualTo(SpaceGroupClasses.OUTSIDE);
    assertThat(rows.loss(2)).isNaN();
    assertThat(rows.loss(4)).isEqualTo(4);
    assertThat(rows.spaceGroup(3)).isEqualTo(225);
    assertThat(rows.index(1)).isEqualTo(101);
    assertThat(rows.volume(1)).isEqualTo(401);
    assertThat(rows.asymmetricUnitAtoms(1)).isEqualTo(4);
    assertThat(rows.crystalliteSizeNm(0)).isEqualTo(50);
    assertThat(rows.sourceId(4)).isEqualTo(Optional.of("Ä#4"));
    assertThat(rows.predicted(1, 0)).isEqualTo(62);
    assertThat(rows.probability(1, 2)).isEqualTo(0.5f / 3);
    assertThat(rows.predicted(1, 3)).isZero();
  }

  @Test
  void theSamePredictionsGiveTheSameBytes() throws IOException {
    Path again = folder.resolve("again.h5");
    new PredictionFile("x", "m.h5", DIGESTS, rows()).write(again);

    assertThat(Files.mismatch(file, again)).isEqualTo(-1);
  }

  @Test
  void aShardIsNoPredictions() {
    Path shard = folder.resolve("shard.h5");
    new TestShard(3, false).write(shard, StoreKind.FLOAT32, ShardWriter.Options.DEFAULT);

    assertThatThrownBy(() -> PredictionFile.read(shard))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("no file of predictions");
    assertThatThrownBy(() -> ShardReader.open(file))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("no shard of Powdermill");
    assertThatThrownBy(() -> PredictionFile.read(folder.resolve("missing.h5")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("missing.h5");
  }

  /** Every byte may be wrong: then it is said so, or the change was of no account. */
  @Test
  void damageIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    int found = 0;
    for (int round = 0; round < 300; round++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Path damaged = Files.write(folder.resolve("damaged.h5"), bytes);
      try {
        PredictionRows rows = PredictionFile.read(damaged).rows();
        assertThat(rows.predicted(1, 0)).isEqualTo(62);
        assertThat(rows.probability(1, 2)).isEqualTo(0.5f / 3);
      } catch (ShardException e) {
        assertThat(e).hasMessageContaining("damaged.h5");
        found++;
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void aFileCutShortIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, 2000));

    assertThatThrownBy(() -> PredictionFile.read(cut)).isInstanceOf(ShardException.class);
  }
}
