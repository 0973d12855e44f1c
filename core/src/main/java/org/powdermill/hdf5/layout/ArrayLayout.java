package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.NOWHERE;
import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the data of an array lie, and whether that fits its shape and type. */
final class ArrayLayout {

  private static final String NAME = "the layout of an array";
  private static final int OLD_VERSION = 3;
  private static final int VERSION = 4;
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;
  private static final int FILTERED_CHUNK = 2;

  private static final int SINGLE = 1;
  private static final int IMPLICIT = 2;
  private static final int FIXED = 3;
  private static final int EXTENSIBLE = 4;

  private static final int MAX_FILTERS = 8;
  private static final int MAX_FILTER_VALUES = 32;
  private static final int SHUFFLE = 2;
  private static final int FIRST_FOREIGN_FILTER = 256;
  private static final long MAX_CHUNK = 1L << 30;

  private final MetadataBlocks blocks;
  private DataSpace space;
  private int elementBytes;
  private ByteBuffer layout;
  private int fillBytes = -1;
  private boolean isFiltered;
  private int shuffledBytes = -1;

  ArrayLayout(MetadataBlocks blocks) {
    this.blocks = blocks;
  }

  void space(DataSpace found) {
    require(space == null, NAME, "has two shapes");
    space = found;
  }

  void type(int bytes) {
    require(elementBytes == 0, NAME, "has two types");
    elementBytes = bytes;
  }

  void layout(ByteBuffer body) {
    require(layout == null, NAME, "stands twice");
    layout = body;
  }

  void fillValue(ByteBuffer body) {
    int version = body.get();
    require(version == 2 || version == 3, "a fill value", "has version %d", version);
    int flags = body.get();
    boolean isDefined = version == 3 ? (flags & 0x20) != 0 : body.get() >= 0 && body.get() != 0;
    if (isDefined) {
      fillBytes = body.getInt();
      require(fillBytes >= 0 && fillBytes <= body.remaining(), "a fill value", "is cut off");
    }
  }

  void filters(ByteBuffer body) {
    int version = body.get();
    int count = body.get();
    require(version == 2, "a filter", "has version %d", version);
    require(count >= 1 && count <= MAX_FILTERS, "a filter", "is one of %d", count);
    for (int i = 0; i < count; i++) {
      int id = body.getShort() & 0xFFFF;
      int nameBytes = id < FIRST_FOREIGN_FILTER ? 0 : body.getShort() & 0xFFFF;
      body.getShort();
      int values = body.getShort() & 0xFFFF;
      require(values <= MAX_FILTER_VALUES, "a filter", "has %d values", values);
      body.position(body.position() + nameBytes);
      for (int value = 0; value < values; value++) {
        int found = body.getInt();
        shuffledBytes = id == SHUFFLE ? found : shuffledBytes;
      }
    }
    isFiltered = true;
  }

  /** Checks what the messages of a header say together; a group has no layout. */
  void check() throws IOException {
    if (layout == null) {
      require(!isFiltered && space == null, NAME, "is missing");
      return;
    }
    require(space != null && elementBytes > 0, NAME, "has no shape or no type");
    require(fillBytes <= 0 || fillBytes == elementBytes, "a fill value", "has another type");
    require(
        shuffledBytes < 0 || shuffledBytes == elementBytes, "a filter", "shuffles another type");
    int version = layout.get();
    int kind = layout.get();
    require(version == OLD_VERSION || version == VERSION, NAME, "has version %d", version);
    require(!isFiltered || kind == CHUNKED, NAME, "has filters, but no chunks");
    switch (kind) {
      case COMPACT -> {
        int bytes = layout.getShort() & 0xFFFF;
        require(bytes <= layout.remaining() && bytes == bytes(), NAME, "has %d bytes", bytes);
      }
      case CONTIGUOUS -> {
        long address = layout.getLong();
        long bytes = layout.getLong();
        require(address == NOWHERE || bytes == bytes(), NAME, "has %d bytes", bytes);
        if (address != NOWHERE) {
          blocks.requireInside(address, bytes, "an array");
        }
      }
      case CHUNKED -> {
        require(version == VERSION, NAME, "has version %d, and chunks", version);
        chunks();
      }
      default -> require(false, NAME, "keeps its data in another file or array");
    }
  }

  private long bytes() {
    return space.elements() * elementBytes;
  }

  private void chunks() throws IOException {
    int flags = layout.get();
    int rank = layout.get();
    int width = layout.get();
    require((flags & ~3) == 0, NAME, "has flags %d", flags);
    require(rank == space.rank() + 1 && rank > 1, NAME, "has chunks of %d dimensions", rank);
    require(width >= 1 && width <= 8, NAME, "has lengths of %d bytes", width);
    long chunkBytes = elementBytes;
    long chunks = 1;
    for (int i = 0; i < rank - 1; i++) {
      long length = ObjectHeader.unsigned(layout, width);
      require(length >= 1 && length <= MAX_CHUNK / chunkBytes, NAME, "has a chunk without bounds");
      chunkBytes *= length;
      chunks *= (space.dimensions()[i] - 1) / length + 1;
    }
    long last = ObjectHeader.unsigned(layout, width);
    require(last == elementBytes, NAME, "has chunks of elements of %d bytes", last);
    int kind = layout.get();
    boolean growing = grows();
    require(growing == (kind == EXTENSIBLE), NAME, "has an index of kind %d", kind);
    ChunkIndex index = new ChunkIndex(blocks, chunkBytes, isFiltered);
    index.requireRoom(chunks);
    switch (kind) {
      case SINGLE -> {
        boolean isPacked = (flags & FILTERED_CHUNK) != 0;
        require(chunks <= 1 && isPacked == isFiltered, NAME, "has one chunk for %d", chunks);
        long bytes = isPacked ? layout.getLong() : chunkBytes;
        layout.position(layout.position() + (isPacked ? 4 : 0));
        index.chunk(layout.getLong(), bytes);
      }
      case IMPLICIT -> {
        require(!isFiltered, NAME, "has filters, but no index");
        index.implicit(layout.getLong(), chunks);
      }
      case FIXED -> index.fixed(layout.get(), layout.getLong(), chunks);
      case EXTENSIBLE -> index.extensible(layout, chunks);
      default -> require(false, NAME, "has an index of kind %d", kind);
    }
  }

  /** Only rows are added. */
  private boolean grows() {
    boolean grows = false;
    for (int i = 0; i < space.rank(); i++) {
      boolean free = space.largest()[i] == -1;
      require(i == 0 || !free, NAME, "grows in dimension %d", i);
      grows |= free;
      require(
          free || space.largest()[i] == space.dimensions()[i], NAME, "is not as long as it may be");
    }
    return grows;
  }
}
