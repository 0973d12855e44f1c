package org.powdermill.trainer.network.dl4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * The float32 numbers of an ND4J array where they lie, outside of the Java heap. Loops copy a piece
 * into a Java array, where the compiler vectorises them, and back: faster than a pass by ND4J for
 * each operation, as a piece stays in the processor's cache. Any thread may read and write.
 */
final class HostArray {

  private final FloatBuffer numbers;

  private HostArray(FloatBuffer numbers) {
    this.numbers = numbers;
  }

  /** The numbers of an array without gaps, in the order in which they lie. */
  static HostArray of(INDArray array) {
    if (array.dataType() != DataType.FLOAT || array.length() > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "%s numbers of type %s in one layer: take a smaller batch"
              .formatted(array.length(), array.dataType()));
    }
    Pointer start = array.data().addressPointer();
    FloatPointer floats = new FloatPointer(start);
    floats.capacity(array.length());
    return new HostArray(floats.asBuffer());
  }

  /** The array, or a copy of it that lies in row-major order without gaps. */
  static INDArray rowMajor(INDArray array) {
    boolean plain = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
    return plain ? array : array.dup('c');
  }

  void read(int from, float[] target, int count) {
    numbers.get(from, target, 0, count);
  }

  void write(int to, float[] source, int count) {
    numbers.put(to, source, 0, count);
  }

  void write(int to, float[] source, int from, int count) {
    numbers.put(to, source, from, count);
  }

  float[] readAll() {
    float[] all = new float[numbers.capacity()];
    numbers.get(0, all);
    return all;
  }
}
