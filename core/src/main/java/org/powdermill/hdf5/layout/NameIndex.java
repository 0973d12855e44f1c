package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The names of links or attributes in a heap: a B-tree of version 2 (specification III.A.2). */
final class NameIndex {

  private static final int HEADER = 38;
  private static final int NODE_HEAD = 6;
  private static final int CHECKSUM = 4;
  private static final int NODE = 512;
  private static final int SPLIT = 100;
  private static final int MERGE = 40;
  private static final int MAX_DEPTH = 4;

  /**
   * What is indexed.
   *
   * @param name for messages
   * @param type of the tree
   * @param before bytes of a record before the id in the heap
   * @param after bytes behind it
   */
  record Kind(String name, int type, int before, int after) {}

  static final Kind LINKS = new Kind("links", 5, 4, 0);
  static final Kind ATTRIBUTES = new Kind("attributes", 8, 0, 9);

  private final MetadataBlocks blocks;
  private final Kind kind;
  private final FractalHeap heap;
  private final int recordBytes;
  private final int[] most = new int[MAX_DEPTH + 1];
  private final int[] countBytes = new int[MAX_DEPTH + 1];
  private final List<ByteBuffer> objects = new ArrayList<>();

  private NameIndex(MetadataBlocks blocks, Kind kind, FractalHeap heap) {
    this.blocks = blocks;
    this.kind = kind;
    this.heap = heap;
    this.recordBytes = kind.before() + heap.idBytes() + kind.after();
  }

  /** The objects that the index names. */
  static List<ByteBuffer> read(MetadataBlocks blocks, long address, Kind kind, FractalHeap heap)
      throws IOException {
    NameIndex index = new NameIndex(blocks, kind, heap);
    index.read(address);
    return index.objects;
  }

  private void read(long address) throws IOException {
    ByteBuffer header = blocks.take(address, HEADER, "BTHD", 0);
    int type = header.get();
    int node = header.getInt();
    int record = header.getShort() & 0xFFFF;
    int depth = header.getShort() & 0xFFFF;
    int split = header.get();
    int merge = header.get();
    require(
        type == kind.type()
            && node == NODE
            && record == recordBytes
            && split == SPLIT
            && merge == MERGE
            && depth <= MAX_DEPTH,
        "BTHD",
        "is none of %s",
        kind.name());
    limits();
    long root = header.getLong();
    int records = header.getShort() & 0xFFFF;
    long all = header.getLong();
    if (root != MetadataBlocks.NOWHERE) {
      node(root, depth, records);
    }
    require(all == objects.size(), "BTHD", "counts %d records", all);
  }

  /** Records that a node may have, and bytes of the number of those in and below it. */
  private void limits() {
    most[0] = (NODE - NODE_HEAD - CHECKSUM) / recordBytes;
    long below = most[0];
    countBytes[0] = bytesOf(below);
    for (int depth = 1; depth <= MAX_DEPTH; depth++) {
      int pointer = pointerBytes(depth);
      most[depth] = (NODE - NODE_HEAD - CHECKSUM - pointer) / (recordBytes + pointer);
      below = (most[depth] + 1) * below + most[depth];
      countBytes[depth] = bytesOf(below);
    }
  }

  private int pointerBytes(int depth) {
    return 8 + countBytes[0] + (depth > 1 ? countBytes[depth - 1] : 0);
  }

  private static int bytesOf(long number) {
    return (63 - Long.numberOfLeadingZeros(number)) / 8 + 1;
  }

  private void node(long address, int depth, int records) throws IOException {
    String name = depth == 0 ? "BTLF" : "BTIN";
    require(records <= most[depth] && (records > 0 || depth == 0), name, "has %d records", records);
    ByteBuffer block = blocks.take(address, NODE, name, 0);
    require(block.get() == kind.type(), name, "is of another tree");
    for (int i = 0; i < records; i++) {
      block.position(block.position() + kind.before());
      objects.add(heap.object(block));
      for (int position = 0; position < kind.after(); position++) {
        int value = block.get();
        require(position > 0 || value == 0, name, "has an attribute with flags");
      }
    }
    for (int i = 0; depth > 0 && i <= records; i++) {
      long child = block.getLong();
      int inChild = (int) ObjectHeader.unsigned(block, countBytes[0]);
      if (depth > 1) {
        long unused = ObjectHeader.unsigned(block, countBytes[depth - 1]);
      }
      node(child, depth - 1, inChild);
    }
  }
}
