package org.powdermill.trainer.network.dl4j;

/**
 * Sums in eight lanes. One running sum would wait for each addition; and float32 loses fewer digits
 * to eight short sums than to a long one.
 */
final class Lanes {

  private Lanes() {}

  static double sum(float[] x, int start, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int end = start + count;
    int i = start;
    for (; i + 8 <= end; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    double sum = ((double) a + b) + ((double) c + d) + ((double) e + f) + ((double) g + h);
    for (; i < end; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** Sum of the squares of the distances from a mean. */
  static double squares(float[] x, float mean, int start, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int end = start + count;
    int i = start;
    for (; i + 8 <= end; i += 8) {
      a += (x[i] - mean) * (x[i] - mean);
      b += (x[i + 1] - mean) * (x[i + 1] - mean);
      c += (x[i + 2] - mean) * (x[i + 2] - mean);
      d += (x[i + 3] - mean) * (x[i + 3] - mean);
      e += (x[i + 4] - mean) * (x[i + 4] - mean);
      f += (x[i + 5] - mean) * (x[i + 5] - mean);
      g += (x[i + 6] - mean) * (x[i + 6] - mean);
      h += (x[i + 7] - mean) * (x[i + 7] - mean);
    }
    double sum = ((double) a + b) + ((double) c + d) + ((double) e + f) + ((double) g + h);
    for (; i < end; i++) {
      sum += (double) (x[i] - mean) * (x[i] - mean);
    }
    return sum;
  }

  static double product(float[] x, float[] y, int start, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int end = start + count;
    int i = start;
    for (; i + 8 <= end; i += 8) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
      e += x[i + 4] * y[i + 4];
      f += x[i + 5] * y[i + 5];
      g += x[i + 6] * y[i + 6];
      h += x[i + 7] * y[i + 7];
    }
    double sum = ((double) a + b) + ((double) c + d) + ((double) e + f) + ((double) g + h);
    for (; i < end; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }
}
