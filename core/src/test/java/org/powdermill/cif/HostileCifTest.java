package org.powdermill.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.powdermill.cif.TestCif.cubic;
import static org.powdermill.cif.TestCif.refused;
import static org.powdermill.cif.TestCif.symbol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileCifTest {

  /** A head followed by a piece that is repeated, and a count of what was read. */
  private static final class Endless extends InputStream {
    private final byte[] head;
    private final byte[] piece;
    private final long length;
    private long position;

    Endless(String head, String piece, long length) {
      this.head = head.getBytes(StandardCharsets.US_ASCII);
      this.piece = piece.getBytes(StandardCharsets.US_ASCII);
      this.length = length;
    }

    @Override
    public int read() {
      if (position >= length) {
        return -1;
      }
      long i = position++;
      return i < head.length ? head[(int) i] : piece[(int) ((i - head.length) % piece.length)];
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
      for (int i = 0; i < count; i++) {
        int next = read();
        if (next < 0) {
          return i == 0 ? -1 : i;
        }
        buffer[offset + i] = (byte) next;
      }
      return count;
    }
  }

  private static CifResult.Refused onlyRefusal(InputStream stream) {
    List<CifResult> results = new CifReader().read(stream, "hostile.cif");
    assertThat(results).hasSize(1).allMatch(CifResult.Refused.class::isInstance);
    return (CifResult.Refused) results.get(0);
  }

  @Test
  void lineOfOneGigabyteIsRefusedWithoutReadingIt() {
    Endless stream = new Endless("data_x\n_cell_length_a '", "a", 1L << 30);
    assertThat(onlyRefusal(stream).reason()).isEqualTo(RefusalReason.TOO_LONG);
    assertThat(stream.position).isLessThan(CifReader.MAX_BYTES + 100_000L);
  }

  @Test
  void loopWithoutEndIsRefusedWithoutReadingIt() {
    Endless stream =
        new Endless("data_x\nloop_\n_atom_site_label\n", "Fe1 0.1 0.2 0.3\n", Long.MAX_VALUE);
    assertThat(onlyRefusal(stream).reason()).isEqualTo(RefusalReason.TOO_LONG);
    assertThat(stream.position).isLessThan(CifReader.MAX_BYTES + 100_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 ", "_a 1\n", "data_\n", "loop_\n", "'", ";\n;\n", "#\n", "save_\n"})
  void fileFullOfOneTokenIsRefused(String piece) {
    onlyRefusal(new Endless("data_x\nloop_\n_a_b\n", piece, CifReader.MAX_BYTES));
  }

  @Test
  void loopOfTooManyAtomsIsRefused() {
    assertThat(refused(listOfAtoms(20_000)).detail()).contains("20000 atoms are listed");
    assertThat(refused(listOfAtoms(1_000_000)).reason()).isEqualTo(RefusalReason.TOO_LONG);
  }

  private static String listOfAtoms(int count) {
    return cubic(50) + symbol("P 1") + TestCif.atoms("Fe 0.1 0.2 0.3\n".repeat(count));
  }

  @Test
  void cellOfMoreThanAHundredThousandAtomsIsRefused() {
    StringBuilder cif = new StringBuilder(cubic(100) + symbol("F m -3 m"));
    cif.append("loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n");
    cif.append("_atom_site_fract_z\n");
    for (int i = 0; i < 1000; i++) {
      cif.append("Fe 0.01%03d 0.2 0.3%03d\n".formatted(i, i));
    }
    assertThat(refused(cif.toString()).reason()).isEqualTo(RefusalReason.TOO_MANY_ATOMS);
  }

  @Test
  void thousandsOfOperationsAreRefused() {
    String operations = "loop_\n_symmetry_equiv_pos_as_xyz\n" + "x,y,z\n".repeat(10_000);
    assertThat(refused(cubic(5) + operations + TestCif.atoms("Fe 0 0 0")).reason())
        .isEqualTo(RefusalReason.BAD_SYMMETRY);
  }

  @Test
  void streamThatBreaksIsRefused() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[] {'d'}),
            new BrokenInputStream(() -> new IOException("disk on fire")));
    assertThat(onlyRefusal(broken).message()).contains("disk on fire");
  }

  @Property(tries = 300)
  void bytesWhateverTheyAreGiveARefusal(@ForAll @Size(max = 400) byte[] bytes) {
    assertThat(new CifReader().read(bytes, "garbage"))
        .isNotEmpty()
        .allMatch(CifResult.Refused.class::isInstance);
  }

  @Property(tries = 300)
  void damagedCifNeverThrows(@ForAll int place, @ForAll byte value, @ForAll int length) {
    String cif =
        cubic(5)
            + symbol("F d -3 m")
            + TestCif.atomsWithOccupancy("Fe1 0.1 0.2 0.3 0.5", "O 0 0 0 1");
    byte[] bytes = cif.getBytes(StandardCharsets.US_ASCII);
    bytes[Math.floorMod(place, bytes.length)] = value;
    byte[] cut = Arrays.copyOf(bytes, 1 + Math.floorMod(length, bytes.length));
    assertThat(new CifReader().read(bytes, "damaged")).isNotEmpty();
    assertThat(new CifReader().read(cut, "damaged")).isNotEmpty();
  }
}
