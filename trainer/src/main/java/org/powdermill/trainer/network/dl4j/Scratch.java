package org.powdermill.trainer.network.dl4j;

/** Java arrays that a thread uses again and again, one for each purpose. */
final class Scratch {

  private static final ThreadLocal<float[][]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[4][]);

  private Scratch() {}

  /** An array of at least a length, with whatever numbers are in it. */
  static float[] array(int purpose, int length) {
    float[][] arrays = ARRAYS.get();
    if (arrays[purpose] == null || arrays[purpose].length < length) {
      arrays[purpose] = new float[length];
    }
    return arrays[purpose];
  }
}
