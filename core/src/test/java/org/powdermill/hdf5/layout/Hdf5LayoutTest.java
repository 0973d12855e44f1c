package org.powdermill.hdf5.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage that ended the process in the library, or kept it busy for minutes, when HDF5's own
 * checksums were right; they are not looked at here, so these need not be put right.
 */
class Hdf5LayoutTest {

  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final Path MODEL = EXAMPLES.resolve("small.h5");
  private static final Path SHARD = EXAMPLES.resolve("stream/shard-00000001.h5");

  @TempDir Path folder;

  private void assertRefused(Path good, String signature, Consumer<ByteBuffer> damage, String fault)
      throws IOException {
    byte[] bytes = Files.readAllBytes(good);
    int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(signature);
    assertThat(start).as(signature).isNotNegative();
    damage.accept(ByteBuffer.wrap(bytes).position(start).slice().order(ByteOrder.LITTLE_ENDIAN));
    Path bad = Files.write(folder.resolve("bad.h5"), bytes);
    assertThatThrownBy(() -> Hdf5Layout.check(bad))
        .isInstanceOf(LayoutException.class)
        .hasMessage(fault);
  }

  @Test
  void ourFilesAreLetThrough() {
    for (Path file : new Path[] {MODEL, SHARD, EXAMPLES.resolve("stream/shard-00000000.h5")}) {
      assertThatCode(() -> Hdf5Layout.check(file)).as("%s", file).doesNotThrowAnyException();
    }
  }

  @Test
  void anAttributeThatIsSharedIsRefused() throws IOException {
    int secondRecord = 6 + 17 + 8;
    assertRefused(
        MODEL, "BTLF", b -> b.put(secondRecord, (byte) 2), "BTLF has an attribute with flags");
  }

  @Test
  void moreChunksThanThereAreAreRefused() throws IOException {
    assertRefused(SHARD, "EAHD", b -> b.putLong(44, 1L << 29), "EAHD uses 536870912 entries of 1");
  }

  @Test
  void theLibrarysConstantsAreWanted() throws IOException {
    for (int place = 7; place < 12; place++) {
      int at = place;
      assertRefused(
          SHARD, "EAHD", b -> b.put(at, (byte) 0), "EAHD has other constants than the library's");
    }
    assertRefused(
        MODEL, "BTHD", b -> b.putInt(6, 0), "BTHD is not the tree of type 8 that was to be there");
    assertRefused(MODEL, "FRHP", b -> b.putLong(112, 0), "FRHP has blocks of 0 to 65536 bytes");
  }

  @Test
  void blocksThatLeadToThemselvesOrOutAreRefused() throws IOException {
    long heap = new String(Files.readAllBytes(MODEL), StandardCharsets.ISO_8859_1).indexOf("FRHP");
    assertRefused(MODEL, "FRHP", b -> b.putLong(132, heap), "FHIB overlaps another block");
    assertRefused(
        MODEL,
        "\u0089HDF",
        b -> b.putLong(36, Long.MAX_VALUE),
        "OHDR reaches beyond the end of the file");
  }

  @Test
  void filesOfOthersAreTold() throws IOException {
    byte[] old = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n', 0};
    Path file = Files.write(folder.resolve("old.h5"), java.util.Arrays.copyOf(old, 100));
    assertThatThrownBy(() -> Hdf5Layout.check(file))
        .isInstanceOfSatisfying(LayoutException.class, e -> assertThat(e.isForeign()).isTrue());
    for (byte[] content : new byte[][] {{}, "5 1\n6 2\n".getBytes(StandardCharsets.US_ASCII)}) {
      Files.write(file, content);
      assertThatThrownBy(() -> Hdf5Layout.check(file))
          .isInstanceOfSatisfying(LayoutException.class, e -> assertThat(e.isForeign()).isFalse());
    }
    assertThatThrownBy(() -> Hdf5Layout.check(folder)).hasMessage("it is no plain file");
  }
}
