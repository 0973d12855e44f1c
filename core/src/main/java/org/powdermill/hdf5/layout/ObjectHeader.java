package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.NOWHERE;
import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** The header of a group or an array: version 2, with its messages. */
final class ObjectHeader {

  private static final String NAME = "OHDR";
  private static final int PREFIX = 6;
  private static final int CHECKSUM = 4;
  private static final int TIMES = 0x20;
  private static final int PHASES = 0x10;
  private static final int CREATION_ORDER = 0x04;
  private static final int SIZE_OF_SIZE = 0x03;
  private static final int SHARED = 0x02;

  /** Types of trees: names of links, names of attributes. */
  private static final int LINK_TREE = 5;

  private static final int ATTRIBUTE_TREE = 8;

  private static final int NIL = 0x00;
  private static final int DATA_SPACE = 0x01;
  private static final int LINK_INFO = 0x02;
  private static final int DATA_TYPE = 0x03;
  private static final int FILL_VALUE = 0x05;
  private static final int LINK = 0x06;
  private static final int LAYOUT = 0x08;
  private static final int GROUP_INFO = 0x0A;
  private static final int FILTERS = 0x0B;
  private static final int ATTRIBUTE = 0x0C;
  private static final int CONTINUATION = 0x10;
  private static final int ATTRIBUTE_INFO = 0x15;

  private final MetadataBlocks blocks;
  private final LongConsumer found;
  private final ArrayLayout array;
  private int messageHead;

  /**
   * A header.
   *
   * @param found told of each object that a link leads to
   */
  ObjectHeader(MetadataBlocks blocks, LongConsumer found) {
    this.blocks = blocks;
    this.found = found;
    this.array = new ArrayLayout(blocks);
  }

  void check(long address) throws IOException {
    int flags = blocks.peek(address, PREFIX, NAME).get(5) & 0xFF;
    int sizeOfSize = 1 << (flags & SIZE_OF_SIZE);
    int prefix =
        PREFIX + ((flags & TIMES) == 0 ? 0 : 16) + ((flags & PHASES) == 0 ? 0 : 4) + sizeOfSize;
    ByteBuffer start = blocks.peek(address, prefix, NAME).position(prefix - sizeOfSize);
    long length = unsigned(start, sizeOfSize);
    blocks.requireInside(address, prefix, NAME);
    blocks.requireInside(address + prefix, length, NAME);
    messageHead = (flags & CREATION_ORDER) == 0 ? 4 : 6;
    ByteBuffer block = blocks.take(address, prefix + length + CHECKSUM, NAME, 2).position(prefix);
    messages(block.limit(block.limit() - CHECKSUM));
    array.check();
  }

  /** A whole number, little endian, of at most eight bytes. */
  static long unsigned(ByteBuffer bytes, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes.get() & 0xFFL) << (8 * i);
    }
    return value;
  }

  private void messages(ByteBuffer bytes) throws IOException {
    while (bytes.remaining() >= messageHead) {
      int type = bytes.get() & 0xFF;
      int size = bytes.getShort() & 0xFFFF;
      int flags = bytes.get();
      bytes.position(bytes.position() + messageHead - 4);
      require(size <= bytes.remaining(), NAME, "has a message of %d bytes", size);
      require((flags & SHARED) == 0, NAME, "has a shared message");
      ByteBuffer body = bytes.slice(bytes.position(), size).order(bytes.order());
      bytes.position(bytes.position() + size);
      message(type, body);
    }
  }

  private void message(int type, ByteBuffer body) throws IOException {
    switch (type) {
      case NIL, GROUP_INFO -> {}
      case DATA_SPACE -> array.space(DataSpace.read(body));
      case DATA_TYPE -> array.type(DataType.read(body));
      case FILL_VALUE -> array.fillValue(body);
      case LAYOUT -> array.layout(body);
      case FILTERS -> array.filters(body);
      case ATTRIBUTE -> Attribute.check(body);
      case LINK -> Link.check(body, found);
      case LINK_INFO -> denseLinks(body);
      case ATTRIBUTE_INFO -> denseAttributes(body);
      case CONTINUATION -> {
        long address = body.getLong();
        long length = body.getLong();
        blocks.requireInside(address, length, "OCHK");
        require(length >= 4 + CHECKSUM, "OCHK", "has %d bytes", length);
        ByteBuffer block = blocks.take(address, length, "OCHK");
        require(block.getInt() == 0x4B48434F, "OCHK", "does not stand at %d", address);
        messages(block.limit(block.limit() - CHECKSUM));
      }
      default -> require(false, NAME, "has a message of type %d, which no file of ours has", type);
    }
  }

  private void denseLinks(ByteBuffer body) throws IOException {
    dense(
        body,
        8,
        LINK_TREE,
        4,
        0,
        (record, heap) -> Link.check(heap.object(record.position(4)), found));
  }

  private void denseAttributes(ByteBuffer body) throws IOException {
    dense(
        body,
        2,
        ATTRIBUTE_TREE,
        0,
        9,
        (record, heap) -> {
          Attribute.check(heap.object(record));
          require(record.get() == 0, "BTLF", "has an attribute with flags");
        });
  }

  /**
   * Links or attributes that stand in a heap, where they are many; a tree has their names.
   *
   * @param orderBytes of the number of the last one
   * @param before bytes of a record before the id in the heap
   * @param after bytes behind it
   */
  private void dense(
      ByteBuffer body,
      int orderBytes,
      int tree,
      int before,
      int after,
      BiConsumer<ByteBuffer, FractalHeap> check)
      throws IOException {
    int version = body.get();
    int flags = body.get();
    require(
        version == 0 && (flags & ~3) == 0, NAME, "has links or attributes in a heap, %d", flags);
    if ((flags & 1) != 0) {
      body.position(body.position() + orderBytes);
    }
    long place = body.getLong();
    long names = body.getLong();
    if ((flags & 2) != 0) {
      require(body.getLong() == NOWHERE, NAME, "has links or attributes in order of creation");
    }
    require((place == NOWHERE) == (names == NOWHERE), NAME, "has a heap or an index alone");
    if (place != NOWHERE) {
      FractalHeap heap = FractalHeap.read(blocks, place);
      List<ByteBuffer> records = new ArrayList<>();
      RecordTree.read(blocks, names, tree, before + heap.idBytes() + after, records::add);
      for (ByteBuffer record : records) {
        check.accept(record, heap);
      }
    }
  }
}
