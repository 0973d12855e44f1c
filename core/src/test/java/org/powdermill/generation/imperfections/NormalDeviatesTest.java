package org.powdermill.generation.imperfections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.inference.AlternativeHypothesis;
import org.hipparchus.stat.inference.BinomialTest;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** With a fixed seed, so that a failure is a fault and not bad luck. */
class NormalDeviatesTest {

  private static final int COUNT = 4_000_000;

  private static double[] deviates(int count) {
    XoShiRo256PlusPlus random = new XoShiRo256PlusPlus(1, 2, 3, 4);
    return IntStream.range(0, count).mapToDouble(i -> NormalDeviates.next(random)).toArray();
  }

  @Test
  void areNormalByKolmogorovAndSmirnov() {
    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new NormalDistribution(), deviates(200_000)))
        .isGreaterThan(0.001);
  }

  @Test
  void haveTheMomentsOfTheNormalDistribution() {
    double[] deviates = deviates(COUNT);
    double[] sums = new double[5];
    for (double x : deviates) {
      double product = 1;
      for (int power = 1; power < sums.length; power++) {
        product *= x;
        sums[power] += product;
      }
    }
    double error = 1 / Math.sqrt(COUNT);
    assertThat(sums[1] / COUNT).isCloseTo(0, offset(4 * error));
    assertThat(sums[2] / COUNT).isCloseTo(1, offset(4 * error * Math.sqrt(2)));
    assertThat(sums[3] / COUNT).isCloseTo(0, offset(4 * error * Math.sqrt(15)));
    assertThat(sums[4] / COUNT).isCloseTo(3, offset(4 * error * Math.sqrt(96)));
  }

  @Test
  void reachBeyondTheTailsBeginningAsOftenAsTheyShould() {
    double[] deviates = deviates(COUNT);
    for (double bound : new double[] {2, 3, 3.654152885361009, 4, 4.5}) {
      double share = 2 * new NormalDistribution().cumulativeProbability(-bound);
      int beyond = (int) Arrays.stream(deviates).filter(x -> Math.abs(x) > bound).count();
      assertThat(
              new BinomialTest()
                  .binomialTest(COUNT, beyond, share, AlternativeHypothesis.TWO_SIDED))
          .as("%d of %d beyond %s, want %.1f", beyond, COUNT, bound, share * COUNT)
          .isGreaterThan(0.001);
    }
  }
}
