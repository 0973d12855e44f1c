package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Stretches of an array of doubles, read ahead in blocks. */
final class DoubleWindow {

  private static final int BLOCK = 1 << 14;

  private final ArrayReader array;
  private byte[] bytes = {};
  private double[] values = new double[1 << 8];
  private long first;
  private int length;
  private int position;
  private int count;

  DoubleWindow(ArrayReader array) {
    this.array = array;
  }

  /** Reads elements, which the array must have. */
  void load(long from, int elements) {
    if (from < first || from + elements > first + length) {
      length = (int) Math.min(array.rows() - from, Math.max(elements, BLOCK));
      if (bytes.length < Double.BYTES * length) {
        bytes = new byte[Double.BYTES * length];
      }
      array.read(from, length, bytes);
      first = from;
    }
    position = Double.BYTES * (int) (from - first);
    count = elements;
    if (values.length < elements) {
      values = new double[2 * elements];
    }
    ByteBuffer.wrap(bytes, position, Double.BYTES * count)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(values, 0, count);
  }

  /** The elements; the array may be longer. */
  double[] values() {
    return values;
  }

  /** Takes the bytes of the elements into a checksum. */
  void addTo(Checksum checksum) {
    checksum.update(bytes, position, Double.BYTES * count);
  }
}
