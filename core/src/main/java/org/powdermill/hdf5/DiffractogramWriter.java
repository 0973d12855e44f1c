package org.powdermill.hdf5;

import java.nio.ByteBuffer;

/** Writes diffractograms point by point, as float32 or float16. */
final class DiffractogramWriter implements AutoCloseable {

  private final ArrayWriter array;
  private final boolean half;
  private final int points;
  private final short[] halves;
  private final IntensityCheck check;

  DiffractogramWriter(Hdf5Container file, int rows, int points, boolean half, int deflate) {
    ElementType type = half ? ElementType.FLOAT16 : ElementType.FLOAT32;
    this.half = half;
    this.points = points;
    this.halves = new short[half ? points : 0];
    this.check = new IntensityCheck(points);
    this.array =
        new ArrayWriter(
            file,
            ShardFormat.DIFFRACTOGRAM,
            type,
            rows,
            points,
            ArrayWriter.Layout.of(rows, points * type.bytes(), deflate));
  }

  void append(float[] intensity) {
    if (intensity.length != points) {
      throw new IllegalArgumentException(
          "%d points on a grid of %d".formatted(intensity.length, points));
    }
    String fault = check.fault(intensity, 0);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException("diffractogram: " + fault);
    }
    ByteBuffer buffer = array.nextRow();
    int start = buffer.position();
    if (half) {
      for (int i = 0; i < points; i++) {
        halves[i] = (short) HalfFloat.bits(intensity[i]);
      }
      buffer.asShortBuffer().put(halves);
      buffer.position(start + 2 * points);
    } else {
      buffer.asFloatBuffer().put(intensity);
      buffer.position(start + 4 * points);
    }
  }

  void finish() {
    array.finish();
  }

  @Override
  public void close() {
    array.close();
  }
}
