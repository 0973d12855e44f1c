package org.powdermill.trainer.training;

/** Diffractograms of one step; its arrays are shared, not copied. */
final class Batch {

  private final float[] diffractograms;
  private final int[] labels;
  private final long[] indices;
  private final DataPosition after;

  Batch(float[] diffractograms, int[] labels, long[] indices, DataPosition after) {
    this.diffractograms = diffractograms;
    this.labels = labels;
    this.indices = indices;
    this.after = after;
  }

  /** Raw, [rows][points]; may be longer. */
  float[] diffractograms() {
    return diffractograms;
  }

  /** Class of each. */
  int[] labels() {
    return labels;
  }

  /** Number of each in its stream, or its row in the sets. */
  long[] indices() {
    return indices;
  }

  /** How far the data are used up by it. */
  DataPosition after() {
    return after;
  }

  int rows() {
    return labels.length;
  }
}
