package org.powdermill.tests.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The blocks of metadata in an HDF5 file that carry a checksum (HDF5 File Format Specification 3.0,
 * section II; checksum: Bob Jenkins' lookup3), found by their signatures. One of them is damaged
 * and its checksum put right, so that the library takes what it says for true.
 */
final class Hdf5Metadata {

  private static final Set<String> SIGNATURES =
      Set.of(
          "\u0089HDF",
          "OHDR",
          "OCHK",
          "FRHP",
          "FHDB",
          "FHIB",
          "FSHD",
          "FSSE",
          "BTHD",
          "BTLF",
          "BTIN",
          "FAHD",
          "FADB",
          "EAHD",
          "EAIB",
          "EASB",
          "EADB");

  private static final int LONGEST = 70_000;

  /**
   * A block.
   *
   * @param start of its signature
   * @param checksum place of its checksum, the four bytes behind it
   */
  private record Block(int start, int checksum) {}

  private final byte[] good;
  private final List<Block> blocks = new ArrayList<>();

  Hdf5Metadata(byte[] good) {
    this.good = good;
    for (int start = 0; start + 8 < good.length; start++) {
      String signature = new String(good, start, 4, StandardCharsets.ISO_8859_1);
      if (SIGNATURES.contains(signature)) {
        find(start);
      }
    }
    if (blocks.isEmpty()) {
      throw new IllegalStateException("no block with a checksum");
    }
  }

  private void find(int start) {
    for (int end = start + 8; end + 4 <= Math.min(good.length, start + LONGEST); end++) {
      if (littleEndian(good, end) == lookup3(good, start, end - start)) {
        blocks.add(new Block(start, end));
        return;
      }
    }
  }

  int count() {
    return blocks.size();
  }

  private static int littleEndian(byte[] bytes, int place) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(place);
  }

  /** The file with one to three places damaged, and the checksums right. */
  byte[] damaged(SplittableRandom random) {
    byte[] bad = good.clone();
    ByteBuffer buffer = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
    for (int blow = 1 + random.nextInt(3); blow > 0; blow--) {
      Block block = blocks.get(random.nextInt(blocks.size()));
      int length = block.checksum() - block.start();
      int place =
          block.start()
              + 4
              + random.nextInt(Math.min(length - 4, random.nextBoolean() ? 64 : 4096));
      strike(buffer, place, block, random);
      buffer.putInt(block.checksum(), lookup3(bad, block.start(), length));
    }
    return bad;
  }

  private void strike(ByteBuffer bytes, int place, Block block, SplittableRandom random) {
    long[] values = {
      0,
      1,
      2,
      3,
      8,
      0x10,
      0x7F,
      0xFF,
      0xFFFF,
      0x7FFFFFFF,
      -1,
      Long.MAX_VALUE,
      bytes.capacity(),
      block.start(),
      48,
      1L << 32,
      random.nextLong()
    };
    long value = values[random.nextInt(values.length)];
    int width = 1 << random.nextInt(4);
    if (random.nextInt(3) == 0) {
      bytes.put(place, (byte) (bytes.get(place) ^ (1 << random.nextInt(8))));
    } else {
      for (int i = 0; i < width && place + i < block.checksum(); i++) {
        bytes.put(place + i, (byte) (value >>> (8 * i)));
      }
    }
  }

  /** Bob Jenkins, lookup3.c (public domain), hashlittle with the initial value 0. */
  static int lookup3(byte[] bytes, int start, int length) {
    int a = 0xdeadbeef + length;
    int b = a;
    int c = a;
    int place = start;
    int left = length;
    while (left > 12) {
      a += word(bytes, place, 4);
      b += word(bytes, place + 4, 4);
      c += word(bytes, place + 8, 4);
      a -= c;
      a ^= Integer.rotateLeft(c, 4);
      c += b;
      b -= a;
      b ^= Integer.rotateLeft(a, 6);
      a += c;
      c -= b;
      c ^= Integer.rotateLeft(b, 8);
      b += a;
      a -= c;
      a ^= Integer.rotateLeft(c, 16);
      c += b;
      b -= a;
      b ^= Integer.rotateLeft(a, 19);
      a += c;
      c -= b;
      c ^= Integer.rotateLeft(b, 4);
      b += a;
      place += 12;
      left -= 12;
    }
    if (left == 0) {
      return c;
    }
    a += word(bytes, place, Math.min(4, left));
    b += word(bytes, place + 4, Math.min(4, left - 4));
    c += word(bytes, place + 8, Math.min(4, left - 8));
    c ^= b;
    c -= Integer.rotateLeft(b, 14);
    a ^= c;
    a -= Integer.rotateLeft(c, 11);
    b ^= a;
    b -= Integer.rotateLeft(a, 25);
    c ^= b;
    c -= Integer.rotateLeft(b, 16);
    a ^= c;
    a -= Integer.rotateLeft(c, 4);
    b ^= a;
    b -= Integer.rotateLeft(a, 14);
    c ^= b;
    c -= Integer.rotateLeft(b, 24);
    return c;
  }

  private static int word(byte[] bytes, int place, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[place + i] & 0xFF) << (8 * i);
    }
    return word;
  }
}
