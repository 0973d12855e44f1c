package org.powdermill.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WindowOrderTest {

  @Property(tries = 100)
  void everyRowComesOnceAndInTheSameOrderAgain(
      @ForAll long seed,
      @ForAll @LongRange(min = 0) long start,
      @ForAll @IntRange(min = 0, max = 300) int rows) {
    int[] order = WindowOrder.shuffled(seed, start, rows);
    int[] sorted = order.clone();
    Arrays.sort(sorted);

    assertThat(sorted).isEqualTo(IntStream.range(0, rows).toArray());
    assertThat(WindowOrder.shuffled(seed, start, rows)).isEqualTo(order);
  }

  @Property(tries = 50)
  void windowsHaveOrdersOfTheirOwn(@ForAll long seed, @ForAll @LongRange(min = 0) long start) {
    assertThat(WindowOrder.shuffled(seed, start, 100))
        .isNotEqualTo(WindowOrder.shuffled(seed, start + 100, 100));
  }

  @Property(tries = 1)
  void everyPlaceIsAsLikely() {
    int[][] counts = new int[5][5];
    for (int window = 0; window < 5000; window++) {
      int[] order = WindowOrder.shuffled(7, window * 5L, 5);
      for (int place = 0; place < 5; place++) {
        counts[place][order[place]]++;
      }
    }
    for (int[] place : counts) {
      // 1000 each with a standard deviation of 28
      assertThat(Arrays.stream(place)).allMatch(count -> count > 850 && count < 1150);
    }
  }
}
