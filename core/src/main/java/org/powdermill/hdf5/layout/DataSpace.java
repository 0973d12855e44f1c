package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.nio.ByteBuffer;

/**
 * The shape of an array or attribute.
 *
 * @param dimensions lengths; none of a scalar
 * @param largest lengths that they may grow to, -1 for any
 */
@SuppressWarnings("ArrayRecordComponent")
record DataSpace(long[] dimensions, long[] largest) {

  private static final String NAME = "a data space";
  private static final int MAX_RANK = 8;
  private static final int SCALAR = 0;
  private static final int SIMPLE = 1;

  /** Elements whose number of bytes is still a number. */
  private static final long MOST = Long.MAX_VALUE >> 17;

  /** Version 2, and version 1, which other programs write for a note of a user's. */
  static DataSpace read(ByteBuffer body) {
    int version = body.get();
    int rank = body.get();
    int flags = body.get();
    int kind = body.get();
    require(version == 1 || version == 2, NAME, "has version %d", version);
    require(rank >= 0 && rank <= MAX_RANK, NAME, "has %d dimensions", rank);
    require(flags == 0 || flags == 1, NAME, "has flags %d", flags);
    if (version == 1) {
      body.getInt();
    } else {
      require(kind == (rank == 0 ? SCALAR : SIMPLE), NAME, "is of kind %d", kind);
    }
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = body.getLong();
    }
    long[] largest = dimensions.clone();
    for (int i = 0; i < rank && flags == 1; i++) {
      largest[i] = body.getLong();
      require(
          largest[i] == -1 || largest[i] >= dimensions[i], NAME, "is longer than it may become");
    }
    DataSpace space = new DataSpace(dimensions, largest);
    space.requireFew();
    return space;
  }

  private void requireFew() {
    long elements = 1;
    for (long length : dimensions) {
      require(length >= 0 && length <= MOST / Math.max(1, elements), NAME, "is too large");
      elements *= length;
    }
  }

  /** Number of elements. */
  long elements() {
    long elements = 1;
    for (long length : dimensions) {
      elements *= length;
    }
    return elements;
  }

  int rank() {
    return dimensions.length;
  }
}
