package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.nio.ByteBuffer;

/**
 * The type of an element: a number or a text; in notes of users also a text of any length, and
 * words for numbers, as which other programs write yes and no.
 */
final class DataType {

  private static final String NAME = "a data type";
  private static final int INTEGER = 0;
  private static final int REAL = 1;
  private static final int TEXT = 3;
  private static final int WORDS = 8;
  private static final int VARIABLE = 9;
  private static final int MAX_WORDS = 1024;
  private static final int MAX_VERSION = 3;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final int VARIABLE_BYTES = 16;

  private DataType() {}

  /** Bytes of an element. */
  static int read(ByteBuffer body) {
    return read(body, false);
  }

  private static int read(ByteBuffer body, boolean isBase) {
    int head = body.get() & 0xFF;
    int kind = head & 0x0F;
    int version = head >> 4;
    int bits = (int) ObjectHeader.unsigned(body, 3);
    int size = body.getInt();
    require(version >= 1 && version <= MAX_VERSION, NAME, "has version %d", version);
    switch (kind) {
      case INTEGER -> {
        require(size == 1 || size == 2 || size == 4 || size == 8, NAME, "has %d bytes", size);
        requireBits(body.getShort() & 0xFFFF, body.getShort() & 0xFFFF, 8 * size);
      }
      case REAL -> real(body, bits, size);
      case TEXT -> {
        require(size >= 1 && size <= LONGEST_TEXT, NAME, "has %d bytes", size);
        require((bits & 0x0F) <= 2 && ((bits >> 4) & 0x0F) <= 1 && bits >> 8 == 0, NAME, "is odd");
      }
      case WORDS -> {
        require(!isBase && read(body, true) == size, NAME, "of words has %d bytes", size);
        words(body, bits & 0xFFFF, version < MAX_VERSION ? 8 : 1);
        body.position(body.position() + (bits & 0xFFFF) * size);
      }
      case VARIABLE -> {
        require(!isBase && size == VARIABLE_BYTES, NAME, "of any length has %d bytes", size);
        require((bits & 0x0F) <= 1, NAME, "is odd");
        int unused = read(body, true);
      }
      default -> require(false, NAME, "is of class %d, which no file of ours has", kind);
    }
    return size;
  }

  /** Names that end in a NUL and are filled up to a multiple of some bytes. */
  private static void words(ByteBuffer body, int count, int step) {
    require(count >= 1 && count <= MAX_WORDS, NAME, "has %d words", count);
    for (int i = 0; i < count; i++) {
      int start = body.position();
      while (body.get() != 0) {
        // up to the end of the word, or of the message, which is told
      }
      int length = body.position() - start;
      body.position(start + (length + step - 1) / step * step);
    }
  }

  private static void real(ByteBuffer body, int bits, int size) {
    require(size == 2 || size == 4 || size == 8, NAME, "has %d bytes", size);
    require((bits & 0x40) == 0 && ((bits >> 4) & 3) <= 2, NAME, "is odd");
    int offset = body.getShort() & 0xFFFF;
    int precision = body.getShort() & 0xFFFF;
    requireBits(offset, precision, 8 * size);
    requireBits(body.get() & 0xFF, body.get() & 0xFF, precision);
    requireBits(body.get() & 0xFF, body.get() & 0xFF, precision);
    require(((bits >> 8) & 0xFF) < 8 * size, NAME, "has its sign outside");
    body.getInt();
  }

  private static void requireBits(int first, int count, int all) {
    require(count >= 1 && first + count <= all, NAME, "has bits outside of it");
  }
}
