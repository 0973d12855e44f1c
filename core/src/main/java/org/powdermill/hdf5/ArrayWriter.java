package org.powdermill.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes an array row by row, through a buffer of one chunk. The library gets whole chunks and, as
 * they are larger than the chunk cache it is allowed, hands them on without a copy.
 */
final class ArrayWriter implements AutoCloseable {

  /**
   * How an array lies in the file.
   *
   * @param rowsPerChunk rows in a chunk
   * @param growing whether the number of rows is not known beforehand
   * @param deflate level of compression, 0 for none; with byte shuffling, lossless
   */
  record Layout(int rowsPerChunk, boolean growing, int deflate) {

    private static final int CHUNK_BYTES = 1 << 20;

    /** Chunks of at most a mebibyte; all of them full where the number of rows allows it. */
    static Layout of(long rows, int rowBytes, int deflate) {
      long most = Math.max(1, CHUNK_BYTES / rowBytes);
      long chunks = (rows + most - 1) / most;
      long even = (rows + chunks - 1) / chunks;
      for (long fewer = even; fewer > most / 2; fewer--) {
        if (rows % fewer == 0) {
          return new Layout((int) fewer, false, deflate);
        }
      }
      return new Layout((int) even, false, deflate);
    }
  }

  private final String name;
  private final ElementType type;
  private final int rowElements;
  private final int rowBytes;
  private final boolean growing;
  private final long typeId;
  private final long dataSet;
  private final ByteBuffer buffer;
  private final Checksum checksum = new Checksum();
  private long written;

  /**
   * Creates an array.
   *
   * @param rows number of rows, known or 0 for a growing one
   * @param rowElements elements in a row; 0 for an array without a second dimension
   */
  ArrayWriter(
      Hdf5Container file,
      String name,
      ElementType type,
      long rows,
      int rowElements,
      Layout layout) {
    Hdf5Container.quiet();
    this.name = name;
    this.type = type;
    this.rowElements = rowElements;
    this.rowBytes = Math.max(1, rowElements) * type.bytes();
    this.growing = layout.growing();
    this.buffer =
        ByteBuffer.allocate(Math.multiplyExact(layout.rowsPerChunk(), rowBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    this.typeId = type.open();
    long creation = creation(layout, rows);
    long[] maximum = shape(growing ? HDF5Constants.H5S_UNLIMITED : rows);
    long space = H5.H5Screate_simple(maximum.length, shape(rows), maximum);
    try {
      this.dataSet =
          H5.H5Dcreate(
              file.id(),
              name,
              typeId,
              space,
              HDF5Constants.H5P_DEFAULT,
              creation,
              HDF5Constants.H5P_DEFAULT);
    } finally {
      H5.H5Sclose(space);
      H5.H5Pclose(creation);
    }
  }

  private long[] shape(long rows) {
    return rowElements == 0 ? new long[] {rows} : new long[] {rows, rowElements};
  }

  private long creation(Layout layout, long rows) {
    long creation = H5.H5Pcreate(HDF5Constants.H5P_DATASET_CREATE);
    H5.H5Pset_obj_track_times(creation, false);
    // Without a fill value the library takes whole chunks as they are. Not for a single chunk: HDF5
    // 1.10.8 then loses it.
    if (!layout.growing() && layout.deflate() == 0 && rows > layout.rowsPerChunk()) {
      H5.H5Pset_fill_time(creation, HDF5Constants.H5D_FILL_TIME_NEVER);
    }
    long[] chunk = shape(layout.rowsPerChunk());
    H5.H5Pset_chunk(creation, chunk.length, chunk);
    if (layout.deflate() > 0) {
      H5.H5Pset_shuffle(creation);
      H5.H5Pset_deflate(creation, layout.deflate());
    }
    return creation;
  }

  /** Room for the next row, little endian: whoever asks fills it whole. */
  ByteBuffer nextRow() {
    if (buffer.remaining() < rowBytes) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    int rows = buffer.position() / rowBytes;
    if (rows == 0) {
      return;
    }
    checksum.update(buffer.array(), 0, buffer.position());
    if (growing) {
      H5.H5Dset_extent(dataSet, shape(written + rows));
    }
    long[] count = shape(rows);
    long[] start = new long[count.length];
    start[0] = written;
    long memory = H5.H5Screate_simple(count.length, count, null);
    long space = H5.H5Dget_space(dataSet);
    try {
      H5.H5Sselect_hyperslab(space, HDF5Constants.H5S_SELECT_SET, start, null, count, null);
      H5.H5Dwrite(dataSet, typeId, memory, space, HDF5Constants.H5P_DEFAULT, buffer.array());
    } finally {
      H5.H5Sclose(space);
      H5.H5Sclose(memory);
    }
    written += rows;
    buffer.clear();
  }

  /** Writes what is left, and the checksum. */
  void finish() {
    flush();
    Attributes.writeText(dataSet, Attributes.CHECKSUM, checksum.toString());
  }

  @Override
  public void close() {
    H5.H5Dclose(dataSet);
    H5.H5Tclose(typeId);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(name, type);
  }
}
