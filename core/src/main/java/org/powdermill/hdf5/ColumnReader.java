package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the columns and the classes of a shard and checks each row. */
final class ColumnReader {

  private final SealedFile file;

  ColumnReader(SealedFile file) {
    this.file = file;
  }

  SpaceGroupClasses classes() {
    ByteBuffer bytes = column(ShardFormat.CLASSES, ElementType.INT16);
    List<Integer> groups = new ArrayList<>();
    while (bytes.hasRemaining()) {
      groups.add((int) bytes.getShort());
    }
    try {
      return new SpaceGroupClasses(groups);
    } catch (IllegalArgumentException e) {
      throw ShardException.damaged(file.path(), "/" + ShardFormat.CLASSES, e.getMessage(), e);
    }
  }

  ShardColumns columns(ShardIdentity identity) {
    return columns(identity.classes(), identity.shardSize(), identity.shardSize());
  }

  /**
   * The columns of a file.
   *
   * @param classes that the labels are of
   * @param mostRows most rows that may be there
   * @param multiple what the first index is a multiple of
   */
  ShardColumns columns(SpaceGroupClasses classes, int mostRows, int multiple) {
    ByteBuffer index = column(ShardFormat.INDEX, ElementType.INT64);
    int rows = index.remaining() / ElementType.INT64.bytes();
    require(
        rows <= mostRows, ShardFormat.INDEX, "%d rows in a shard of %d".formatted(rows, mostRows));
    ShardColumns columns = new ShardColumns(rows);
    index.asLongBuffer().get(columns.index);
    shorts(ShardFormat.SPACE_GROUP, columns.spaceGroup);
    shorts(ShardFormat.LABEL, columns.label);
    floats(ShardFormat.CRYSTALLITE_SIZE, columns.crystalliteSize);
    floats(ShardFormat.VOLUME, columns.volume);
    floats(ShardFormat.DENSITY_FACTOR, columns.densityFactor);
    shorts(ShardFormat.ASYMMETRIC_UNIT_ATOMS, columns.asymmetricUnitAtoms);
    if (file.arrays().containsKey(ShardFormat.SOURCE_ID)) {
      columns.sourceId = texts(ShardFormat.SOURCE_ID, rows);
    }
    check(columns, classes, multiple);
    return columns;
  }

  private void check(ShardColumns columns, SpaceGroupClasses classes, int multiple) {
    long first = columns.index[0];
    require(
        first >= 0 && first % multiple == 0,
        ShardFormat.INDEX,
        "starts at %d, no multiple of %d".formatted(first, multiple));
    for (int row = 0; row < columns.rows(); row++) {
      if (columns.index[row] != first + row) {
        throw damaged(
            ShardFormat.INDEX,
            "row %d is %d, not %d".formatted(row, columns.index[row], first + row));
      }
      checkRow(columns, row);
      int label = classes.label(columns.spaceGroup[row]);
      if (columns.label[row] != label) {
        throw damaged(
            ShardFormat.LABEL,
            "row %d is %d, but space group %d is class %d"
                .formatted(row, columns.label[row], columns.spaceGroup[row], label));
      }
    }
  }

  private void checkRow(ShardColumns columns, int row) {
    try {
      ShardRow unused = columns.row(row);
    } catch (IllegalArgumentException e) {
      throw ShardException.damaged(file.path(), "row " + row, e.getMessage(), e);
    }
  }

  private ShardException damaged(String name, String fault) {
    return file.damaged("/" + name, fault);
  }

  private void require(boolean holds, String name, String fault) {
    if (!holds) {
      throw damaged(name, fault);
    }
  }

  private void shorts(String name, short[] target) {
    column(name, ElementType.INT16, target.length).asShortBuffer().get(target);
  }

  void floats(String name, float[] target) {
    column(name, ElementType.FLOAT32, target.length).asFloatBuffer().get(target);
  }

  private String[] texts(String name, int rows) {
    ElementType type = ArrayReader.textType(file, name);
    int width = type.bytes();
    byte[] bytes = column(name, type, rows).array();
    String[] texts = new String[rows];
    for (int row = 0; row < rows; row++) {
      int length = width;
      while (length > 0 && bytes[row * width + length - 1] == 0) {
        length--;
      }
      texts[row] = new String(bytes, row * width, length, StandardCharsets.UTF_8);
    }
    return texts;
  }

  private ByteBuffer column(String name, ElementType type, int rows) {
    ByteBuffer bytes = column(name, type);
    int found = bytes.remaining() / type.bytes();
    require(found == rows, name, "has %d rows, /index has %d".formatted(found, rows));
    return bytes;
  }

  private ByteBuffer column(String name, ElementType type) {
    try (ArrayReader reader = ArrayReader.open(file, name, type, 1)) {
      require(
          reader.rows() <= ShardIdentity.MAX_SHARD_SIZE,
          name,
          "has %d rows".formatted(reader.rows()));
      return ByteBuffer.wrap(reader.readAll()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
