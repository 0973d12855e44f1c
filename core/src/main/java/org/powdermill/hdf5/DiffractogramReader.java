package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Reads diffractograms that are kept point by point, a chunk at a time. */
final class DiffractogramReader implements RowReader {

  private final ArrayReader array;
  private final boolean half;
  private final int points;
  private final int rowsPerBlock;
  private final ByteBuffer block;
  private final FloatBuffer floats;
  private final ShortBuffer halves;
  private final short[] halfRow;
  private final IntensityCheck check;

  DiffractogramReader(ArrayReader array, boolean half) {
    this.array = array;
    this.half = half;
    this.points = (int) array.columns();
    this.rowsPerBlock = array.rowsPerBlock();
    this.block =
        ByteBuffer.allocate(rowsPerBlock * array.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    this.floats = block.asFloatBuffer();
    this.halves = block.asShortBuffer();
    this.halfRow = new short[half ? points : 0];
    this.check = new IntensityCheck(points);
  }

  @Override
  public void read(int firstRow, int rows, float[] target, int offset) {
    for (int done = 0; done < rows; ) {
      int row = firstRow + done;
      int count = Math.min(rows - done, rowsPerBlock - row % rowsPerBlock);
      array.read(row, count, block.array());
      decode(row, count, target, offset + done * points);
      done += count;
    }
  }

  @Override
  public void readAll(float[] target) {
    Checksum checksum = new Checksum();
    float[] scratch = target.length == 0 ? new float[rowsPerBlock * points] : target;
    for (int row = 0; row < array.rows(); row += rowsPerBlock) {
      int count = Math.min(rowsPerBlock, array.rows() - row);
      array.read(row, count, block.array());
      checksum.update(block.array(), 0, count * array.rowBytes());
      decode(row, count, scratch, target.length == 0 ? 0 : row * points);
    }
    array.require(checksum);
  }

  private void decode(int firstRow, int rows, float[] target, int offset) {
    for (int i = 0; i < rows; i++) {
      int start = offset + i * points;
      if (half) {
        decodeHalves(i, target, start);
      } else {
        floats.get(i * points, target, start, points);
      }
      String fault = check.fault(target, start);
      if (!fault.isEmpty()) {
        throw array.damaged("row %d: %s".formatted(firstRow + i, fault));
      }
    }
  }

  private void decodeHalves(int blockRow, float[] target, int start) {
    halves.get(blockRow * points, halfRow, 0, points);
    for (int i = 0; i < points; i++) {
      int bits = halfRow[i];
      // What is no half from 0 to 1 becomes NaN, which the check names.
      target[start + i] = bits >= 0 && bits <= HalfFloat.ONE ? HalfFloat.value(bits) : Float.NaN;
    }
  }

  @Override
  public void close() {
    array.close();
  }
}
