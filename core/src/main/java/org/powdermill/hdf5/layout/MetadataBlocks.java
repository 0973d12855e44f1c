package org.powdermill.hdf5.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks of metadata in a file. Each is read once: no block lies in another or is reached on
 * two ways, so that a walk through them ends.
 */
final class MetadataBlocks {

  /** An address that leads nowhere. */
  static final long NOWHERE = -1;

  /** Bytes of the longest block; a header with an attribute of 64 KiB is the longest of ours. */
  private static final int LONGEST = 1 << 20;

  private static final int MOST = 100_000;

  private final FileChannel file;
  private final long end;
  private final TreeMap<Long, Long> taken = new TreeMap<>();

  /**
   * The blocks of a file.
   *
   * @param end bytes of the file
   */
  MetadataBlocks(FileChannel file, long end) {
    this.file = file;
    this.end = end;
  }

  /** Bytes of the file. */
  long end() {
    return end;
  }

  /** Bytes at an address, which are looked at only. */
  ByteBuffer peek(long address, long length, String what) throws IOException {
    requireInside(address, length, what);
    require(length <= LONGEST, what, "has %d bytes", length);
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, address + bytes.position()) < 0) {
        throw new LayoutException(what + " ends too early");
      }
    }
    return bytes.flip();
  }

  /** The same where no exception that must be declared can be thrown. */
  ByteBuffer bytes(long address, long length, String what) {
    try {
      return peek(address, length, what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A block that belongs to whoever asks, to nobody else. */
  ByteBuffer take(long address, long length, String what) throws IOException {
    ByteBuffer block = peek(address, length, what);
    Map.Entry<Long, Long> before = taken.floorEntry(address + length - 1);
    require(before == null || before.getValue() <= address, what, "overlaps another block");
    require(taken.size() < MOST, what, "is one of too many blocks");
    taken.put(address, address + length);
    return block;
  }

  /** A block that begins with four letters and a version. */
  ByteBuffer take(long address, long length, String signature, int version) throws IOException {
    ByteBuffer block = take(address, length, signature);
    byte[] letters = new byte[4];
    block.get(letters);
    require(
        new String(letters, StandardCharsets.ISO_8859_1).equals(signature),
        signature,
        "does not stand at %d",
        address);
    int found = block.get();
    require(found == version, signature, "has version %d", found);
    return block;
  }

  /** An address and so many bytes behind it are in the file. */
  void requireInside(long address, long length, String what) {
    require(
        address >= 0 && length >= 0 && length <= end && address <= end - length,
        what,
        "reaches beyond the end of the file");
  }

  static void require(boolean holds, String what, String fault, Object... values) {
    if (!holds) {
      throw new LayoutException(what + " " + String.format(Locale.ROOT, fault, values));
    }
  }
}
