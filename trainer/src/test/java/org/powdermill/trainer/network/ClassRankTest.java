package org.powdermill.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassRankTest {

  private static final float[] SCORES = {9, 0.1f, 0.4f, 0.1f, 0.4f, 0, 9};

  private static int rank(int wanted) {
    return ClassRank.of(SCORES, 1, 5, wanted);
  }

  @Test
  void aClassStandsBehindLargerScoresAndEqualOnesOfLowerIndex() {
    assertThat(new int[] {rank(0), rank(1), rank(2), rank(3), rank(4)})
        .containsExactly(2, 0, 3, 1, 4);
  }

  @Test
  void aScoreThatIsNoNumberMakesEveryClassWrong() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int wanted = 0; wanted < 3; wanted++) {
        assertThat(ClassRank.of(new float[] {0.5f, bad, 0.1f}, 0, 3, wanted)).isEqualTo(3);
      }
    }
  }
}
