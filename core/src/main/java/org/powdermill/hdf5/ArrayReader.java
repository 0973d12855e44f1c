package org.powdermill.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;

/**
 * Reads an array by rows. It is opened only where its type, layout and size are such that no file
 * can make the reader take more memory than its own length justifies.
 */
final class ArrayReader implements AutoCloseable {

  /** Deflate makes data at most so many times smaller. */
  private static final long LARGEST_COMPRESSION = 1100;

  private static final long MAX_CHUNK_BYTES = 1 << 24;

  private static final int BLOCK_BYTES = 1 << 18;

  private final SealedFile file;
  private final String name;
  private final long typeId;
  private final long dataSet;
  private final long[] dimensions;
  private final int rowBytes;
  private final int rowsPerChunk;
  private final boolean filtered;
  private final String checksum;

  private ArrayReader(Opening opening, ElementType type) {
    this.file = opening.file;
    this.name = opening.name;
    this.dataSet = opening.dataSet;
    this.dimensions = opening.dimensions;
    this.rowsPerChunk = opening.rowsPerChunk;
    this.filtered = opening.filtered;
    this.rowBytes = (int) (opening.rowElements() * type.bytes());
    this.typeId = type.open();
    this.checksum = opening.checksum;
  }

  /**
   * Opens an array of a certain type and number of dimensions.
   *
   * @throws ShardException if it is another one or cannot be trusted
   */
  static ArrayReader open(SealedFile file, String name, ElementType type, int rank) {
    Opening opening = new Opening(file, name);
    opening.check(type, rank);
    return new ArrayReader(opening, type);
  }

  /** The type of an array of texts. */
  static ElementType textType(SealedFile file, String name) {
    Opening opening = new Opening(file, name);
    long type = H5.H5Dget_type(opening.dataSet);
    try {
      return ElementType.of(type)
          .filter(found -> found.kind() == ElementType.Kind.TEXT)
          .filter(found -> found.bytes() <= ShardRow.MAX_SOURCE_ID)
          .orElseThrow(
              () -> opening.damaged("is no text of at most " + ShardRow.MAX_SOURCE_ID + " bytes"));
    } finally {
      H5.H5Tclose(type);
    }
  }

  int rows() {
    return (int) dimensions[0];
  }

  /** Length of the second dimension. */
  long columns() {
    return dimensions[1];
  }

  int rowBytes() {
    return rowBytes;
  }

  /**
   * Rows to read at once: a chunk where it must be unpacked, else fewer, so that they are still in
   * the processor's cache when they are looked at.
   */
  int rowsPerBlock() {
    int few = filtered ? rowsPerChunk : Math.min(rowsPerChunk, Math.max(1, BLOCK_BYTES / rowBytes));
    return Math.min(rows(), few);
  }

  /** Reads rows into a buffer that has room for them. */
  void read(long firstRow, int rows, byte[] target) {
    Hdf5Container.quiet();
    long[] count = dimensions.clone();
    count[0] = rows;
    long[] start = new long[dimensions.length];
    start[0] = firstRow;
    long memory = H5.H5Screate_simple(count.length, count, null);
    long space = H5.H5Dget_space(dataSet);
    try {
      H5.H5Sselect_hyperslab(space, HDF5Constants.H5S_SELECT_SET, start, null, count, null);
      H5.H5Dread(dataSet, typeId, memory, space, HDF5Constants.H5P_DEFAULT, target);
    } finally {
      H5.H5Sclose(space);
      H5.H5Sclose(memory);
    }
  }

  /**
   * Reads an array that fits in memory, and checks it.
   *
   * @throws ShardException if its checksum is another
   */
  byte[] readAll() {
    if ((long) rows() * rowBytes > Integer.MAX_VALUE - 8) {
      throw damaged("has %d rows of %d bytes".formatted(rows(), rowBytes));
    }
    Hdf5Container.quiet();
    byte[] bytes = new byte[rows() * rowBytes];
    long all = HDF5Constants.H5S_ALL;
    H5.H5Dread(dataSet, typeId, all, all, HDF5Constants.H5P_DEFAULT, bytes);
    Checksum found = new Checksum();
    found.update(bytes, 0, bytes.length);
    require(found);
    return bytes;
  }

  /**
   * Compares the checksum of the whole array with the one in the file.
   *
   * @throws ShardException if they differ
   */
  void require(Checksum found) {
    if (!found.toString().equals(checksum)) {
      throw damaged("checksum %s, but %s is written".formatted(found, checksum));
    }
  }

  ShardException damaged(String fault) {
    return file.damaged("/" + name, fault);
  }

  @Override
  public void close() {
    Hdf5Container.quiet();
    H5.H5Tclose(typeId);
  }

  /** A data set that is being looked at. */
  private static final class Opening {
    final SealedFile file;
    final String name;
    final long dataSet;
    long[] dimensions = {};
    int rowsPerChunk;
    boolean filtered;
    String checksum = "";

    Opening(SealedFile file, String name) {
      this.file = file;
      this.name = name;
      if (!file.arrays().containsKey(name)) {
        throw damaged("is missing");
      }
      this.dataSet =
          file.container().dataSet(name).orElseThrow(() -> damaged("is missing or no data set"));
    }

    ShardException damaged(String fault) {
      return file.damaged("/" + name, fault);
    }

    long rowElements() {
      return dimensions.length == 1 ? 1 : dimensions[1];
    }

    void check(ElementType expected, int rank) {
      checkType(expected);
      checkShape(rank);
      long bytes = bytes(expected.bytes());
      checkStorage(expected.bytes(), bytes);
      checksum = file.arrays().get(name);
      if (checksum.isEmpty()) {
        throw damaged("has no checksum");
      }
    }

    private void checkType(ElementType expected) {
      long type = H5.H5Dget_type(dataSet);
      try {
        if (!expected.is(type)) {
          throw damaged("is not of type " + expected);
        }
      } finally {
        H5.H5Tclose(type);
      }
    }

    private void checkShape(int rank) {
      long space = H5.H5Dget_space(dataSet);
      try {
        if (H5.H5Sget_simple_extent_ndims(space) != rank) {
          throw damaged("has not %d dimensions".formatted(rank));
        }
        dimensions = new long[rank];
        H5.H5Sget_simple_extent_dims(space, dimensions, null);
      } finally {
        H5.H5Sclose(space);
      }
    }

    /** Size of the array, which no row and no dimension may overflow. */
    private long bytes(int elementBytes) {
      long rows = dimensions[0];
      long row = rowElements();
      if (rows < 1 || rows > Integer.MAX_VALUE || row < 1 || row > MAX_CHUNK_BYTES / elementBytes) {
        throw damaged("has the size %s".formatted(shapeText()));
      }
      return rows * row * elementBytes;
    }

    private String shapeText() {
      StringBuilder text = new StringBuilder();
      for (long dimension : dimensions) {
        text.append(text.isEmpty() ? "" : " x ").append(Long.toUnsignedString(dimension));
      }
      return text.toString();
    }

    private void checkStorage(int elementBytes, long bytes) {
      long creation = H5.H5Dget_create_plist(dataSet);
      try {
        int layout = H5.H5Pget_layout(creation);
        if (layout == HDF5Constants.H5D_VIRTUAL || H5.H5Pget_external_count(creation) != 0) {
          throw damaged("keeps its data in another file");
        }
        filtered = checkFilters(creation) > 0;
        long stored = H5.H5Dget_storage_size(dataSet);
        if (stored > file.bytes() || bytes > (filtered ? LARGEST_COMPRESSION : 1) * stored) {
          throw damaged("claims %s elements that are not there".formatted(shapeText()));
        }
        rowsPerChunk = layout == HDF5Constants.H5D_CHUNKED ? chunkRows(creation, elementBytes) : 1;
      } finally {
        H5.H5Pclose(creation);
      }
    }

    private int chunkRows(long creation, int elementBytes) {
      long[] chunk = new long[dimensions.length];
      H5.H5Pget_chunk(creation, chunk.length, chunk);
      long bytes = elementBytes;
      for (long length : chunk) {
        if (length < 1 || length > MAX_CHUNK_BYTES / bytes) {
          throw damaged("has chunks beyond %d bytes".formatted(MAX_CHUNK_BYTES));
        }
        bytes *= length;
      }
      return (int) chunk[0];
    }

    /** The number of filters, all of which can be read. */
    private int checkFilters(long creation) {
      int filters = H5.H5Pget_nfilters(creation);
      for (int i = 0; i < filters; i++) {
        int filter =
            H5.H5Pget_filter(
                creation, i, new int[1], new long[1], new int[1], 1, new String[1], new int[1]);
        if (filter != HDF5Constants.H5Z_FILTER_DEFLATE
            && filter != HDF5Constants.H5Z_FILTER_SHUFFLE) {
          throw damaged(
              "is packed by filter %d; only deflate and shuffle are read".formatted(filter));
        }
      }
      return filters;
    }
  }
}
