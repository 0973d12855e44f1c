package org.powdermill.tests.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages bytes: bits and fields of binary formats, lines, words and numbers of text. One to four
 * blows, all drawn from one random generator, so that a seed gives the same bytes again.
 */
final class Mutator {

  /** Longer inputs are cut: they cost time and show nothing that shorter ones do not. */
  static final int MAX_BYTES = 1 << 18;

  private static final List<String> EXTREMES =
      List.of(
          "NaN",
          "-NaN",
          "Infinity",
          "-inf",
          "1e308",
          "1e-308",
          "-1e308",
          "1e999",
          "-1",
          "0",
          "-0.0",
          "1",
          "2147483647",
          "2147483648",
          "-2147483649",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "1e9",
          "1e5",
          "180",
          "0.0000001",
          "0x1p3",
          "1d",
          "1/0",
          "1/3",
          "?",
          ".",
          "",
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "1(2)",
          "--1",
          "1e",
          "１２",
          "٣");

  private static final List<String> PIECES =
      List.of(
          "\0",
          "\n",
          "\r",
          "\r\n",
          ";",
          "\n;\n",
          "'",
          "\"",
          "\\",
          "<",
          ">",
          "&x;",
          "<![CDATA[",
          "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
          "]]>",
          "loop_",
          "data_",
          "\ndata_x\n",
          "\nloop_\n",
          "\nglobal_\n",
          "\nsave_\n",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "#",
          "%",
          "%n%s",
          "\t",
          " ",
          "\u2028",
          "\uFEFF",
          "\uD800",
          "é",
          "../../../etc/passwd",
          "/dev/zero",
          "${x}",
          "\u001b[31m");

  private static final long[] FIELDS = {
    0,
    1,
    -1,
    2,
    4,
    7,
    8,
    64,
    127,
    128,
    255,
    256,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFFFFFFL,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Damages a text.
   *
   * @param other another good one, of which pieces are taken
   */
  byte[] text(byte[] seed, byte[] other) {
    byte[] bytes = seed.clone();
    for (int blow = blows(); blow > 0; blow--) {
      bytes = cut(textBlow(bytes, other));
    }
    return bytes;
  }

  /**
   * Damages bytes.
   *
   * @param other another good input, of which pieces are taken
   */
  byte[] binary(byte[] seed, byte[] other) {
    byte[] bytes = seed.clone();
    for (int blow = blows(); blow > 0; blow--) {
      bytes = cut(binaryBlow(bytes, other));
    }
    return bytes;
  }

  private int blows() {
    return 1 + Math.min(random.nextInt(4), random.nextInt(4));
  }

  private static byte[] cut(byte[] bytes) {
    return bytes.length <= MAX_BYTES ? bytes : java.util.Arrays.copyOf(bytes, MAX_BYTES);
  }

  private byte[] textBlow(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return other.clone();
    }
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> replaceNumber(bytes);
      case 4, 5 -> lines(bytes, bytes);
      case 6 -> lines(bytes, other);
      case 7, 8 -> words(bytes, other);
      case 9 -> insert(bytes, utf8(PIECES.get(random.nextInt(PIECES.size()))));
      case 10 -> repeat(bytes);
      case 11 -> encoded(bytes);
      case 12 -> insert(bytes, utf8(PIECES.get(random.nextInt(PIECES.size())).repeat(many())));
      default -> binaryBlow(bytes, other);
    };
  }

  private byte[] binaryBlow(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return other.clone();
    }
    int place = place(bytes.length);
    return switch (random.nextInt(12)) {
      case 0, 1 -> {
        byte[] changed = bytes.clone();
        changed[place] ^= (byte) (1 << random.nextInt(8));
        yield changed;
      }
      case 2, 3 -> {
        byte[] changed = bytes.clone();
        changed[place] = (byte) random.nextInt(256);
        yield changed;
      }
      case 4, 5, 6 -> field(bytes, place);
      case 7 -> java.util.Arrays.copyOf(bytes, place);
      case 8 -> remove(bytes, place, Math.min(bytes.length, place + 1 + length(64)));
      case 9 -> repeat(bytes);
      case 10 -> splice(bytes, other);
      default -> insert(bytes, noise());
    };
  }

  /** Any place; often an early one, where headers are. */
  private int place(int length) {
    return random.nextBoolean() ? random.nextInt(length) : random.nextInt(Math.min(length, 512));
  }

  private int length(int most) {
    return random.nextInt(1 + random.nextInt(most));
  }

  private int many() {
    return 1 << random.nextInt(14);
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + length(32)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] field(byte[] bytes, int place) {
    byte[] changed = bytes.clone();
    long value = FIELDS[random.nextInt(FIELDS.length)];
    int width = 1 << random.nextInt(4);
    int start = random.nextBoolean() ? place : place - place % width;
    boolean little = random.nextInt(4) > 0;
    for (int i = 0; i < width && start + i < changed.length; i++) {
      changed[start + i] = (byte) (value >>> (8 * (little ? i : width - 1 - i)));
    }
    return changed;
  }

  private byte[] splice(byte[] bytes, byte[] other) {
    int end = random.nextInt(bytes.length + 1);
    int start = random.nextInt(other.length + 1);
    return joined(bytes, 0, end, other, start, other.length);
  }

  private byte[] repeat(byte[] bytes) {
    int start = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, start + 1 + length(200));
    int times = many();
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(bytes, 0, end);
    for (int i = 0; i < times && result.size() < MAX_BYTES; i++) {
      result.write(bytes, start, end - start);
    }
    result.write(bytes, end, bytes.length - end);
    return result.toByteArray();
  }

  private byte[] insert(byte[] bytes, byte[] piece) {
    int place = random.nextInt(bytes.length + 1);
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + piece.length);
    result.write(bytes, 0, place);
    result.writeBytes(piece);
    result.write(bytes, place, bytes.length - place);
    return result.toByteArray();
  }

  private static byte[] remove(byte[] bytes, int start, int end) {
    return joined(bytes, 0, start, bytes, end, bytes.length);
  }

  private static byte[] joined(
      byte[] head, int headStart, int headEnd, byte[] tail, int tailStart, int tailEnd) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(head, headStart, headEnd - headStart);
    result.write(tail, tailStart, tailEnd - tailStart);
    return result.toByteArray();
  }

  /** A number becomes one that nobody expects. */
  private byte[] replaceNumber(byte[] bytes) {
    int start = next(bytes, random.nextInt(bytes.length), true);
    int end = start;
    while (end < bytes.length && isOfNumber(bytes[end])) {
      end++;
    }
    byte[] extreme = utf8(EXTREMES.get(random.nextInt(EXTREMES.size())));
    if (random.nextInt(20) == 0) {
      extreme = utf8("9".repeat(many()));
    }
    return joined(
        joined(bytes, 0, start, extreme, 0, extreme.length),
        0,
        start + extreme.length,
        bytes,
        end,
        bytes.length);
  }

  private static int next(byte[] bytes, int from, boolean number) {
    for (int i = 0; i < bytes.length; i++) {
      int place = (from + i) % bytes.length;
      if (isOfNumber(bytes[place]) == number) {
        return place;
      }
    }
    return from;
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+';
  }

  /** A line is left out, doubled, or put elsewhere. */
  private byte[] lines(byte[] bytes, byte[] from) {
    int[] taken = stretch(from, '\n');
    int[] place = stretch(bytes, '\n');
    int end = random.nextInt(3) == 0 ? place[1] : place[0];
    byte[] head =
        joined(bytes, 0, place[0], from, taken[0], random.nextInt(4) == 0 ? taken[0] : taken[1]);
    return joined(head, 0, head.length, bytes, end, bytes.length);
  }

  /** A word is replaced by another. */
  private byte[] words(byte[] bytes, byte[] other) {
    byte[] from = random.nextBoolean() ? bytes : other;
    int[] taken = stretch(from, ' ');
    int[] place = stretch(bytes, ' ');
    byte[] head = joined(bytes, 0, place[0], from, taken[0], taken[1]);
    return joined(head, 0, head.length, bytes, place[1], bytes.length);
  }

  /** Start and end of a line or word at random. */
  private int[] stretch(byte[] bytes, char separator) {
    if (bytes.length == 0) {
      return new int[] {0, 0};
    }
    int start = random.nextInt(bytes.length);
    while (start > 0 && !separates(bytes[start - 1], separator)) {
      start--;
    }
    int end = start;
    while (end < bytes.length && !separates(bytes[end], separator)) {
      end++;
    }
    return new int[] {start, Math.min(bytes.length, separator == '\n' ? end + 1 : end)};
  }

  private static boolean separates(byte b, char separator) {
    return separator == '\n' ? b == '\n' : (b <= ' ' && b >= 0) || ",:<>=\"[]{}".indexOf(b) >= 0;
  }

  /** The same text in another encoding, or with a mark in front. */
  private byte[] encoded(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<Charset> charsets =
        List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.ISO_8859_1,
            StandardCharsets.UTF_8);
    Charset charset = charsets.get(random.nextInt(charsets.size()));
    return ((random.nextBoolean() ? "\uFEFF" : "") + text).getBytes(charset);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
