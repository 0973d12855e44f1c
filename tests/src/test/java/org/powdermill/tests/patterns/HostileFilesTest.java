package org.powdermill.tests.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.tests.SharedFolder;
import org.powdermill.trainer.prediction.Intake;
import org.powdermill.trainer.prediction.IntakeSettings;
import org.powdermill.trainer.prediction.PatternIntake;

/** What an enemy would send: each is refused in one line with its name, and nothing is written. */
class HostileFilesTest {

  private static final TwoThetaGrid GRID = new TwoThetaGrid(5, 90, 0.1);

  @TempDir Path folder;

  private Intake take(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    List<Intake> taken = new PatternIntake(GRID, 1.5406, IntakeSettings.DEFAULT).take(file);
    assertThat(taken).as(name).isNotEmpty();
    return taken.get(0);
  }

  private void assertRefused(String name, byte[] content) throws IOException {
    Intake taken = take(name, content);
    assertThat(taken).as(name).isInstanceOf(Intake.Refused.class);
    String reason = ((Intake.Refused) taken).reason();
    assertThat(reason).startsWith(folder.resolve(name).toString()).hasSizeLessThan(600);
    assertThat(reason).doesNotContain("\n").doesNotContain("root:");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void billionLaughsAndForeignEntitiesAreRefused() throws IOException {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY l%d \"&l%d;&l%d;\">".formatted(i, i - 1, i - 1));
    }
    laughs.append("]><xrdMeasurements><counts>&l29;</counts></xrdMeasurements>");
    assertRefused("laughs.xrdml", bytes(laughs.toString()));
    assertRefused(
        "entity.xrdml",
        bytes(
            "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x><counts>&f;</counts></x>"));
    assertRefused("dtd.xrdml", bytes("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><x/>"));
    assertRefused("deep.xrdml", bytes("<a>".repeat(200_000)));
    assertRefused("attributes.xrdml", bytes("<a " + "b".repeat(3_000_000) + "=\"\"/>"));
  }

  @Test
  void bombsAndClimbingNamesAreRefused() throws IOException {
    Path bomb = folder.resolve("made.zip");
    try (OutputStream file = Files.newOutputStream(bomb);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("../../../tmp/powdermill-climbed/RawData0.xml"));
      byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 300; i++) {
        zip.write(spaces);
      }
    }
    byte[] content = Files.readAllBytes(bomb);
    Files.delete(bomb);
    assertRefused("bomb.brml", content);
    assertThat(Path.of("/tmp/powdermill-climbed")).doesNotExist();
    try (OutputStream file = Files.newOutputStream(bomb);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (int i = 0; i < 20_000; i++) {
        zip.putNextEntry(new ZipEntry("e" + i));
      }
    }
    content = Files.readAllBytes(bomb);
    Files.delete(bomb);
    assertRefused("entries.brml", content);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("bomb.brml", "entries.brml");
  }

  @Test
  void hugeCountsTakeNoMemory() throws IOException {
    assertRefused("a.fxye", bytes("BANK 1 999999999 9 CONST 1 1 0 0 STD\n 1 1\n"));
    assertRefused("b.dat", bytes("1 0.0000001 179\n1 2 3\n"));
    ByteBuffer raw = ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
    raw.put(bytes("RAW1.01")).putInt(12, 1).putInt(712, 304).putInt(716, Integer.MAX_VALUE);
    assertRefused("c.raw", raw.array());
    assertRefused("d.xy", bytes("5 1\n".repeat(2_100_000)));
    assertRefused("e.cif", bytes("data_a\n_cell_length_a 1e300\n"));
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    for (String number : List.of("NaN", "Infinity", "-inf", "1e999", "0x1p3", "1d", "--1", "1e")) {
      assertRefused("a.xy", bytes("5 1\n6 2\n7 %s\n".formatted(number)));
      assertRefused("b.csv", bytes("d,I\n3,1\n%s,2\n".formatted(number)));
    }
    assertRefused("big.xy", bytes(ramp(1e308)));
    assertRefused("flat.xy", bytes(ramp(0)));
  }

  private static String ramp(double intensity) {
    StringBuilder text = new StringBuilder();
    for (int i = 51; i <= 900; i++) {
      text.append(i / 10.0).append(' ').append(i % 2 == 0 ? intensity : -intensity).append('\n');
    }
    return text.toString();
  }

  /** Good files with bytes thrown about: refused or read, never anything else. */
  @Test
  void damagedFilesEndInARefusalOrAPattern() throws IOException {
    Path shared = SharedFolder.require("measured/formats");
    SplittableRandom random = new SplittableRandom(7);
    for (String name : List.of("FAP.XRA", "Bi2O3-2MoO3_400C_60min.xrdml", "sucrose_11bm.fxye")) {
      byte[] good = Files.readAllBytes(shared.resolve(name));
      for (int round = 0; round < 40; round++) {
        byte[] bad = good.clone();
        int hits = 1 + random.nextInt(5);
        for (int hit = 0; hit < hits; hit++) {
          bad[random.nextInt(round % 2 == 0 ? 3000 : bad.length)] = (byte) random.nextInt(256);
        }
        assertThat(take(name, bad)).isNotNull();
      }
    }
  }
}
