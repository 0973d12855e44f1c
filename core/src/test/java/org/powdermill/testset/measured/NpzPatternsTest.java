package org.powdermill.testset.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.pattern.MeasurementException;

class NpzPatternsTest {

  @TempDir Path folder;

  private static byte[] npy(String header, ByteBuffer data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    String padded = header + "\n";
    bytes.write(padded.length() & 255);
    bytes.write(padded.length() >> 8);
    bytes.write(padded.getBytes(StandardCharsets.US_ASCII));
    byte[] content = new byte[data.capacity()];
    data.rewind().get(content);
    bytes.write(content);
    return bytes.toByteArray();
  }

  private static String header(String type, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Map<String, byte[]> arrays() throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    ByteBuffer intensity = room(12);
    for (int value : new int[] {0, 40_000, 65_535, 1, 2, 3}) {
      intensity.putShort((short) value);
    }
    arrays.put("intensity", npy(header("<u2", "(2, 3)"), intensity));
    arrays.put(
        "two_theta", npy(header("<f4", "(3,)"), room(12).putFloat(5).putFloat(5.5f).putFloat(6)));
    arrays.put(
        "space_group",
        npy(header("<i2", "(2,)"), room(4).putShort((short) 14).putShort((short) 2)));
    arrays.put(
        "mineral",
        npy(header("<U2", "(2,)"), room(16).putInt('Q').putInt('z').putInt(0).putInt(0)));
    return arrays;
  }

  private Path write(Map<String, byte[]> arrays) throws IOException {
    Path file = folder.resolve("patterns.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    }
    return file;
  }

  @Test
  void readsPatternsAndLabels() throws IOException {
    MeasuredPatterns patterns = MeasuredPatterns.open(write(arrays()));

    assertThat(patterns.count()).isEqualTo(2);
    assertThat(patterns.read(0).intensity()).containsExactly(0, 40_000, 65_535);
    assertThat(patterns.read(1).intensity()).containsExactly(1, 2, 3);
    assertThat(patterns.read(1).twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(patterns.label(0).sourceId()).isEqualTo("Qz#row-0");
    assertThat(patterns.label(1).sourceId()).isEqualTo("#row-1");
    assertThat(patterns.label(0).spaceGroup()).isEqualTo(14);
  }

  @Test
  void missingAndUnequalArraysAreNamed() throws IOException {
    Map<String, byte[]> without = arrays();
    without.remove("space_group");
    assertThatThrownBy(() -> MeasuredPatterns.open(write(without)))
        .hasMessageEndingWith("has no array space_group");
    Map<String, byte[]> wrongGroup = arrays();
    wrongGroup.put(
        "space_group",
        npy(header("<i2", "(2,)"), room(4).putShort((short) 14).putShort((short) 0)));
    assertThatThrownBy(() -> MeasuredPatterns.open(write(wrongGroup)))
        .hasMessageEndingWith("space_group of row 1 is 0.0: want 1 to 230");
    Map<String, byte[]> shorter = arrays();
    shorter.put("space_group", npy(header("<i2", "(1,)"), room(2).putShort((short) 14)));
    assertThatThrownBy(() -> MeasuredPatterns.open(write(shorter)))
        .hasMessageEndingWith("space_group has 1 rows, intensity 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|O; (2,); holds Python objects, which are not read",
        ">f4; (2,); big endian",
        "<c8; (2,); want numbers or text",
        "<f4; (3,); has not the 12 bytes",
        "<f4; (1,); has not the 4 bytes",
        "<f8; (9999999999, 9999999999); is no whole NPY array",
        "<f8; (999999999,); more than the 536870912 that are read",
        "<f8; (-1,); has a header that is not understood",
      })
  void hostileArraysAreRefused(String type, String shape, String message) throws IOException {
    byte[] bytes = npy(header(type, shape), room(8));

    assertThatThrownBy(() -> NpyArray.read(new ByteArrayInputStream(bytes), "a"))
        .isInstanceOf(MeasurementException.class)
        .hasMessageContaining(message);
  }
}
