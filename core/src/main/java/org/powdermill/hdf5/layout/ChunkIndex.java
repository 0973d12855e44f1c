package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.NOWHERE;
import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the chunks of an array lie: specification III.A (fixed array) and III.B (extensible array),
 * with the constants that the library has for them.
 */
final class ChunkIndex {

  private static final int PAGE_BITS = 10;
  private static final int MAX_BITS = 32;
  private static final int IN_INDEX = 4;
  private static final int POINTERS = 4;
  private static final int LEAST = 16;
  private static final int OFFSET_BYTES = MAX_BITS / 8;

  /** Data blocks that the index block names itself: of the first four super blocks. */
  private static final int DIRECT_BLOCKS = 2 * (POINTERS - 1);

  /** Super blocks: a power of two of elements each, of which the first four have no block. */
  private static final int SUPER_BLOCKS = 1 + MAX_BITS - 4 - 4;

  private static final int HEADER_BLOCK_FIXED = 28;
  private static final int HEADER_BLOCK_EXTENSIBLE = 72;
  private static final int BLOCK_HEAD = 14;
  private static final int CHECKSUM = 4;

  private final MetadataBlocks blocks;
  private final long chunkBytes;
  private final boolean isFiltered;

  /**
   * An index.
   *
   * @param chunkBytes of a chunk that is not packed
   */
  ChunkIndex(MetadataBlocks blocks, long chunkBytes, boolean isFiltered) {
    this.blocks = blocks;
    this.chunkBytes = chunkBytes;
    this.isFiltered = isFiltered;
  }

  void chunk(long address, long bytes) {
    if (address != NOWHERE) {
      blocks.requireInside(address, bytes, "a chunk");
    }
  }

  /** As many chunks as the file has bytes for: the library looks at each of them. */
  void requireRoom(long chunks) {
    require(
        chunks <= blocks.end() / (isFiltered ? 1 : chunkBytes),
        "an array",
        "has %d chunks, for which the file is too short",
        chunks);
  }

  void implicit(long address, long chunks) {
    chunk(address, chunks * chunkBytes);
  }

  /** Bytes of the length of a packed chunk: one more than those of the length itself. */
  private int lengthBytes() {
    return Math.min(8, 1 + (63 - Long.numberOfLeadingZeros(chunkBytes) + 8) / 8);
  }

  private int entryBytes() {
    return isFiltered ? 8 + lengthBytes() + 4 : 8;
  }

  private void entries(ByteBuffer block, long count) {
    for (long i = 0; i < count; i++) {
      long address = block.getLong();
      long bytes = isFiltered ? ObjectHeader.unsigned(block, lengthBytes()) : chunkBytes;
      block.position(block.position() + (isFiltered ? 4 : 0));
      chunk(address, bytes);
    }
  }

  private void head(ByteBuffer block, String name) {
    int client = block.get();
    require(client == (isFiltered ? 1 : 0), name, "is of kind %d", client);
  }

  void fixed(int pageBits, long address, long chunks) throws IOException {
    require(pageBits == PAGE_BITS, "FAHD", "has pages of %d bits", pageBits);
    if (address == NOWHERE) {
      return;
    }
    ByteBuffer header = blocks.take(address, HEADER_BLOCK_FIXED, "FAHD", 0);
    head(header, "FAHD");
    int entry = header.get();
    int bits = header.get();
    long count = header.getLong();
    long data = header.getLong();
    require(entry == entryBytes() && bits == PAGE_BITS, "FAHD", "has entries of %d bytes", entry);
    require(count == chunks, "FAHD", "has %d entries", count);
    if (data == NOWHERE) {
      return;
    }
    long page = 1L << PAGE_BITS;
    if (count <= page) {
      ByteBuffer block = blocks.take(data, BLOCK_HEAD + count * entry + CHECKSUM, "FADB", 0);
      head(block, "FADB");
      require(block.getLong() == address, "FADB", "belongs to another array");
      entries(block, count);
      return;
    }
    long pages = (count + page - 1) / page;
    long head = BLOCK_HEAD + (pages + 7) / 8 + CHECKSUM;
    ByteBuffer block = blocks.take(data, head, "FADB", 0);
    head(block, "FADB");
    require(block.getLong() == address, "FADB", "belongs to another array");
    for (long done = 0, place = data + head; done < count; done += page) {
      long here = Math.min(page, count - done);
      // A page that was never written holds no entries to look at, and the library none.
      boolean written =
          (block.get(BLOCK_HEAD + (int) (done / page / 8)) & 0x80 >> (done / page % 8)) != 0;
      ByteBuffer entries = blocks.take(place, here * entry + CHECKSUM, "a page of FADB");
      entries(entries, written ? here : 0);
      place += here * entry + CHECKSUM;
    }
  }

  void extensible(ByteBuffer layout, long chunks) throws IOException {
    requireConstants(layout.get(), layout.get(), layout.get(), layout.get(), layout.get());
    long address = layout.getLong();
    if (address == NOWHERE) {
      return;
    }
    ByteBuffer header = blocks.take(address, HEADER_BLOCK_EXTENSIBLE, "EAHD", 0);
    head(header, "EAHD");
    int entry = header.get();
    require(entry == entryBytes(), "EAHD", "has entries of %d bytes", entry);
    int bits = header.get();
    int inIndex = header.get();
    int least = header.get();
    int pointers = header.get();
    requireConstants(bits, inIndex, pointers, least, header.get());
    header.position(header.position() + 4 * 8); // sizes of its blocks, which a writer uses
    long used = header.getLong();
    require(used >= 0 && used <= chunks, "EAHD", "uses %d entries of %d", used, chunks);
    header.getLong();
    long index = header.getLong();
    if (index == NOWHERE) {
      return;
    }
    int bytes = BLOCK_HEAD + IN_INDEX * entry + 8 * (DIRECT_BLOCKS + SUPER_BLOCKS) + CHECKSUM;
    ByteBuffer block = blocks.take(index, bytes, "EAIB", 0);
    head(block, "EAIB");
    require(block.getLong() == address, "EAIB", "belongs to another array");
    entries(block, IN_INDEX);
    for (int i = 0; i < DIRECT_BLOCKS; i++) {
      long elements = i < 2 ? LEAST : 2L * LEAST; // super blocks 0 and 1, then 2 and 3
      dataBlock(block.getLong(), address, i == 0 ? LEAST : elements, entry);
    }
    for (int i = 0; i < SUPER_BLOCKS; i++) {
      long place = block.getLong();
      if (place != NOWHERE) {
        blocks.requireInside(place, BLOCK_HEAD, "EASB");
      }
    }
  }

  private static void requireConstants(
      int bits, int inIndex, int pointers, int least, int pageBits) {
    require(
        bits == MAX_BITS
            && inIndex == IN_INDEX
            && pointers == POINTERS
            && least == LEAST
            && pageBits == PAGE_BITS,
        "EAHD",
        "has other constants than the library's");
  }

  private void dataBlock(long place, long header, long elements, int entry) throws IOException {
    if (place != NOWHERE) {
      ByteBuffer block =
          blocks.take(place, BLOCK_HEAD + OFFSET_BYTES + elements * entry + CHECKSUM, "EADB", 0);
      head(block, "EADB");
      require(block.getLong() == header, "EADB", "belongs to another array");
      block.getInt();
      entries(block, elements);
    }
  }
}
