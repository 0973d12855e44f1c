package org.powdermill.trainer.network;

/** Where a class stands among all, by score. */
public final class ClassRank {

  private ClassRank() {}

  /**
   * Number of classes before one: those of a larger score, and those of an equal one and a lower
   * index.
   *
   * @param scores probabilities, or logits, whose order is the same
   * @param start index of the score of class 0
   * @param classes number of classes
   * @param wanted the class
   * @return 0 to classes - 1; classes if a score is no finite number, as nothing is then known
   */
  public static int of(float[] scores, int start, int classes, int wanted) {
    float score = scores[start + wanted];
    int before = 0;
    for (int i = 0; i < classes; i++) {
      float other = scores[start + i];
      if (!Float.isFinite(other)) {
        return classes;
      }
      if (other > score || (other == score && i < wanted)) {
        before++;
      }
    }
    return before;
  }
}
