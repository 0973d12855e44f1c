package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.NOWHERE;
import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A heap of links or attributes (specification III.G): direct blocks, alone or in one table. Small
 * objects only: none that stands in the id itself or outside of the heap.
 */
final class FractalHeap {

  private static final String NAME = "FRHP";
  private static final int HEADER = 146;
  private static final int WIDTH = 4;
  private static final long LARGEST_BLOCK = 1 << 16;
  private static final int CHECKSUMMED = 2;
  private static final int LONGEST_ID = 16;

  private final MetadataBlocks blocks;
  private final long address;
  private int idBytes;
  private int offsetBytes;
  private int lengthBytes;
  private boolean isChecksummed;

  /** Direct blocks by where they begin in the heap. */
  private final TreeMap<Long, ByteBuffer> direct = new TreeMap<>();

  private FractalHeap(MetadataBlocks blocks, long address) {
    this.blocks = blocks;
    this.address = address;
  }

  static FractalHeap read(MetadataBlocks blocks, long address) throws IOException {
    FractalHeap heap = new FractalHeap(blocks, address);
    heap.read();
    return heap;
  }

  private void read() throws IOException {
    ByteBuffer header = blocks.take(address, HEADER, NAME, 0);
    idBytes = header.getShort() & 0xFFFF;
    require(idBytes >= 7 && idBytes <= LONGEST_ID, NAME, "has ids of %d bytes", idBytes);
    require(header.getShort() == 0, NAME, "has filters");
    int flags = header.get();
    require((flags & ~CHECKSUMMED) == 0, NAME, "has flags %d", flags);
    isChecksummed = flags == CHECKSUMMED;
    long largestObject = header.getInt() & 0xFFFFFFFFL;
    require(largestObject <= LARGEST_BLOCK, NAME, "has objects of %d bytes", largestObject);
    header.getLong(); // number of the next object outside
    require(header.getLong() == NOWHERE, NAME, "has objects outside of it");
    header.position(header.position() + 16); // free space, which a reader does not use
    long space = header.getLong();
    header.position(header.position() + 24);
    for (int i = 0; i < 4; i++) {
      require(header.getLong() == 0, NAME, "has objects outside of it");
    }
    int width = header.getShort();
    long first = header.getLong();
    long largest = header.getLong();
    int bits = header.getShort();
    header.getShort();
    long root = header.getLong();
    int rows = header.getShort();
    require(
        width == WIDTH
            && largest == LARGEST_BLOCK
            && first >= 512
            && first <= largest
            && Long.bitCount(first) == 1
            && (bits == 32 || bits == 40),
        NAME,
        "has blocks of %d to %d bytes",
        first,
        largest);
    require(space >= 0 && space <= 1L << 32, NAME, "has a space of %d bytes", space);
    offsetBytes = bits / 8;
    lengthBytes = 2 + (largestObject == LARGEST_BLOCK ? 1 : 0);
    int mostRows = Long.numberOfTrailingZeros(largest / first) + 2;
    require(rows >= 0 && rows <= mostRows, NAME, "has %d rows", rows);
    if (root == NOWHERE) {
      return;
    }
    if (rows == 0) {
      directBlock(root, 0, first);
    } else {
      table(root, rows, first);
    }
  }

  private void table(long root, int rows, long first) throws IOException {
    int bytes = 5 + 8 + offsetBytes + rows * WIDTH * 8 + 4;
    ByteBuffer block = blocks.take(root, bytes, "FHIB", 0);
    require(block.getLong() == address, "FHIB", "belongs to another heap");
    require(ObjectHeader.unsigned(block, offsetBytes) == 0, "FHIB", "is not the first");
    long start = 0;
    for (int row = 0; row < rows; row++) {
      long size = row == 0 ? first : first << (row - 1);
      for (int column = 0; column < WIDTH; column++) {
        long place = block.getLong();
        if (place != NOWHERE) {
          directBlock(place, start, size);
        }
        start += size;
      }
    }
  }

  private void directBlock(long place, long start, long size) throws IOException {
    ByteBuffer block = blocks.take(place, size, "FHDB", 0);
    require(block.getLong() == address, "FHDB", "belongs to another heap");
    require(ObjectHeader.unsigned(block, offsetBytes) == start, "FHDB", "is another block");
    direct.put(start, block.position(block.position() + (isChecksummed ? 4 : 0)));
  }

  int idBytes() {
    return idBytes;
  }

  /** The object with an id, which is read. */
  ByteBuffer object(ByteBuffer id) {
    ByteBuffer bytes = id.slice(id.position(), idBytes).order(id.order());
    id.position(id.position() + idBytes);
    require(bytes.get() == 0, NAME, "has an object outside of it");
    long offset = ObjectHeader.unsigned(bytes, offsetBytes);
    long length = ObjectHeader.unsigned(bytes, lengthBytes);
    Map.Entry<Long, ByteBuffer> entry = direct.floorEntry(offset);
    require(entry != null, NAME, "has no block for an object");
    ByteBuffer block = entry.getValue();
    long place = offset - entry.getKey();
    require(
        place >= block.position() && length >= 1 && place <= block.limit() - length,
        NAME,
        "has an object outside of its block");
    return block.slice((int) place, (int) length).order(block.order());
  }
}
