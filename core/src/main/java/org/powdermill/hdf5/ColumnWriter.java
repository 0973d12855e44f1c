package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Writes the columns and the classes of a shard. */
final class ColumnWriter {

  private final Hdf5Container file;
  private final int deflate;

  /** Puts one row of a column. */
  @FunctionalInterface
  private interface Cell {
    void put(ByteBuffer buffer, int row);
  }

  ColumnWriter(Hdf5Container file, int deflate) {
    this.file = file;
    this.deflate = deflate;
  }

  void write(ShardColumns columns) {
    int rows = columns.rows();
    write(ShardFormat.INDEX, ElementType.INT64, rows, (b, i) -> b.putLong(columns.index[i]));
    shorts(ShardFormat.SPACE_GROUP, columns.spaceGroup);
    shorts(ShardFormat.LABEL, columns.label);
    floats(ShardFormat.CRYSTALLITE_SIZE, columns.crystalliteSize);
    floats(ShardFormat.VOLUME, columns.volume);
    floats(ShardFormat.DENSITY_FACTOR, columns.densityFactor);
    shorts(ShardFormat.ASYMMETRIC_UNIT_ATOMS, columns.asymmetricUnitAtoms);
    if (columns.sourceId.length > 0) {
      texts(ShardFormat.SOURCE_ID, columns.sourceId);
    }
  }

  void write(SpaceGroupClasses classes) {
    List<Integer> groups = classes.spaceGroups();
    write(
        ShardFormat.CLASSES,
        ElementType.INT16,
        groups.size(),
        (b, i) -> b.putShort(groups.get(i).shortValue()));
  }

  private void shorts(String name, short[] values) {
    write(name, ElementType.INT16, values.length, (b, i) -> b.putShort(values[i]));
  }

  void floats(String name, float[] values) {
    write(name, ElementType.FLOAT32, values.length, (b, i) -> b.putFloat(values[i]));
  }

  private void texts(String name, String[] values) {
    int width =
        Stream.of(values).mapToInt(v -> v.getBytes(StandardCharsets.UTF_8).length).max().orElse(1);
    write(
        name,
        ElementType.text(width),
        values.length,
        (b, i) -> {
          byte[] bytes = values[i].getBytes(StandardCharsets.UTF_8);
          b.put(bytes).put(new byte[width - bytes.length]);
        });
  }

  private void write(String name, ElementType type, int rows, Cell cell) {
    ArrayWriter.Layout layout = ArrayWriter.Layout.of(rows, type.bytes(), deflate);
    try (ArrayWriter writer = new ArrayWriter(file, name, type, rows, 0, layout)) {
      for (int row = 0; row < rows; row++) {
        cell.put(writer.nextRow(), row);
      }
      writer.finish();
    }
  }
}
