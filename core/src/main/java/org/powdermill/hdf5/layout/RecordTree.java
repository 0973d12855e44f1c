package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A B-tree of version 2 (specification III.A.2): records of one length in nodes of 512 bytes. */
final class RecordTree {

  private static final int HEADER = 38;
  private static final int NODE_HEAD = 6;
  private static final int CHECKSUM = 4;
  private static final int NODE = 512;
  private static final int SPLIT = 100;
  private static final int MERGE = 40;
  private static final int MAX_DEPTH = 4;

  private final MetadataBlocks blocks;
  private final int type;
  private final int recordBytes;
  private final Consumer<ByteBuffer> found;
  private final int[] most = new int[MAX_DEPTH + 1];
  private final int[] countBytes = new int[MAX_DEPTH + 1];
  private long read;

  private RecordTree(MetadataBlocks blocks, int type, int recordBytes, Consumer<ByteBuffer> found) {
    this.blocks = blocks;
    this.type = type;
    this.recordBytes = recordBytes;
    this.found = found;
  }

  /**
   * Reads all records.
   *
   * @param type of the tree
   * @param found told of each record
   */
  static void read(
      MetadataBlocks blocks, long address, int type, int recordBytes, Consumer<ByteBuffer> found)
      throws IOException {
    new RecordTree(blocks, type, recordBytes, found).read(address);
  }

  private void read(long address) throws IOException {
    ByteBuffer header = blocks.take(address, HEADER, "BTHD", 0);
    int kind = header.get();
    int node = header.getInt();
    int record = header.getShort() & 0xFFFF;
    int depth = header.getShort() & 0xFFFF;
    int split = header.get();
    int merge = header.get();
    require(
        kind == type
            && node == NODE
            && record == recordBytes
            && split == SPLIT
            && merge == MERGE
            && depth <= MAX_DEPTH,
        "BTHD",
        "is not the tree of type %d that was to be there",
        type);
    limits();
    long root = header.getLong();
    int records = header.getShort() & 0xFFFF;
    long all = header.getLong();
    if (root != MetadataBlocks.NOWHERE) {
      node(root, depth, records);
    }
    require(all == read, "BTHD", "counts %d records", all);
  }

  /** Records that a node may have, and bytes of the number of those in and below it. */
  private void limits() {
    most[0] = (NODE - NODE_HEAD - CHECKSUM) / recordBytes;
    long below = most[0];
    countBytes[0] = bytesOf(below);
    for (int depth = 1; depth <= MAX_DEPTH; depth++) {
      int pointer = 8 + countBytes[0] + (depth > 1 ? countBytes[depth - 1] : 0);
      most[depth] = (NODE - NODE_HEAD - CHECKSUM - pointer) / (recordBytes + pointer);
      below = (most[depth] + 1) * below + most[depth];
      countBytes[depth] = bytesOf(below);
    }
  }

  private static int bytesOf(long number) {
    return (63 - Long.numberOfLeadingZeros(number)) / 8 + 1;
  }

  private void node(long address, int depth, int records) throws IOException {
    String name = depth == 0 ? "BTLF" : "BTIN";
    require(records <= most[depth] && (records > 0 || depth == 0), name, "has %d records", records);
    ByteBuffer block = blocks.take(address, NODE, name, 0);
    require(block.get() == type, name, "is of another tree");
    for (int i = 0; i < records; i++) {
      found.accept(block.slice(block.position(), recordBytes).order(block.order()));
      block.position(block.position() + recordBytes);
      read++;
    }
    for (int i = 0; depth > 0 && i <= records; i++) {
      long child = block.getLong();
      int inChild = (int) ObjectHeader.unsigned(block, countBytes[0]);
      block.position(block.position() + (depth > 1 ? countBytes[depth - 1] : 0));
      node(child, depth - 1, inChild);
    }
  }
}
