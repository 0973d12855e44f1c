package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.NOWHERE;
import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A heap of links or attributes (specification III.G): direct blocks, alone or in one table;
 * objects that are too large for them lie outside, in a tree by their numbers.
 */
final class FractalHeap {

  private static final String NAME = "FRHP";
  private static final int HEADER = 146;
  private static final int WIDTH = 4;
  private static final long LARGEST_BLOCK = 1 << 16;
  private static final int CHECKSUMMED = 2;
  private static final int LONGEST_ID = 16;
  private static final int LARGE_TREE = 1;
  private static final int LARGE_RECORD = 24;
  private static final int LARGE = 0x10;

  /** An attribute of 64 KiB with its name. */
  private static final int LONGEST_LARGE = 70_000;

  /** Bytes in the file. */
  private record Stretch(long address, long length) {}

  private final MetadataBlocks blocks;
  private final long address;
  private int idBytes;
  private int offsetBytes;
  private int lengthBytes;
  private boolean isChecksummed;

  /** Direct blocks by where they begin in the heap. */
  private final TreeMap<Long, ByteBuffer> direct = new TreeMap<>();

  /** Large objects by their numbers. */
  private final Map<Long, Stretch> largeOnes = new HashMap<>();

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
    long large = header.getLong();
    header.position(header.position() + 16); // free space, which a reader does not use
    long space = header.getLong();
    header.position(header.position() + 24);
    header.getLong(); // bytes of large objects
    long largeObjects = header.getLong();
    require(header.getLong() == 0, NAME, "has objects in their ids");
    require(header.getLong() == 0, NAME, "has objects in their ids");
    require((large == NOWHERE) == (largeObjects == 0), NAME, "has %d large objects", largeObjects);
    if (large != NOWHERE) {
      RecordTree.read(blocks, large, LARGE_TREE, LARGE_RECORD, this::large);
      require(largeOnes.size() == largeObjects, NAME, "has %d large objects", largeObjects);
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

  private void large(ByteBuffer record) {
    long place = record.getLong();
    long length = record.getLong();
    require(length >= 1 && length <= LONGEST_LARGE, NAME, "has an object of %d bytes", length);
    blocks.requireInside(place, length, "a large object");
    Stretch before = largeOnes.put(record.getLong(), new Stretch(place, length));
    require(before == null, NAME, "has a large object twice");
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
    int kind = bytes.get();
    if (kind == LARGE) {
      Stretch stretch = largeOnes.get(ObjectHeader.unsigned(bytes, Math.min(8, idBytes - 1)));
      require(stretch != null, NAME, "does not have a large object");
      return blocks.bytes(stretch.address(), stretch.length(), "a large object");
    }
    require(kind == 0, NAME, "has an object in its id");
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
