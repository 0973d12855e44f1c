package org.powdermill.generation.imperfections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.diffraction.TwoThetaGrid;

/** Each imperfection read back from what it made of a diffractogram that is easy to see through. */
class MeasurementImitationTest {

  private static final TwoThetaGrid GRID = TwoThetaGrid.DEFAULT;
  private static final int POINTS = GRID.points();
  private static final int HALF = POINTS / 2;

  private static final float[] NO_IMPURITY = {};

  private static float[] apply(Imperfections imperfections, long index, float[] diffractogram) {
    float[] result = diffractogram.clone();
    new MeasurementImitation(9, imperfections, GRID).apply(index, NO_IMPURITY, result);
    return result;
  }

  private static Imperfections only(Imperfection imperfection, double min, double max) {
    return new Imperfections(Map.of(imperfection, new UniformRange(min, max)));
  }

  /** 0 in the first half, 1 in the second. */
  private static float[] step() {
    float[] step = new float[POINTS];
    Arrays.fill(step, HALF, POINTS, 1);
    return step;
  }

  private static float[] ones() {
    float[] ones = new float[POINTS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static DescriptiveStatistics statistics(float[] values, int from, int to) {
    return new DescriptiveStatistics(
        IntStream.range(from, to).mapToDouble(i -> values[i]).toArray());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.005, 0.02, 0.2})
  void additiveNoiseHasItsDeviationEverywhere(double deviation) {
    float[] noisy = apply(only(Imperfection.ADDITIVE_NOISE, deviation, deviation), 4, step());
    DescriptiveStatistics low = statistics(noisy, 0, HALF);
    DescriptiveStatistics high = statistics(noisy, HALF, POINTS);
    double unit = high.getMean() - low.getMean();

    assertThat(low.getStandardDeviation() / unit).isCloseTo(deviation, offset(0.05 * deviation));
    assertThat(high.getStandardDeviation() / unit).isCloseTo(deviation, offset(0.05 * deviation));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.16})
  void multiplicativeNoiseHasItsDeviationWhereThereIsIntensity(double deviation) {
    float[] noisy = apply(only(Imperfection.MULTIPLICATIVE_NOISE, deviation, deviation), 4, step());
    DescriptiveStatistics low = statistics(noisy, 0, HALF);
    DescriptiveStatistics high = statistics(noisy, HALF, POINTS);
    double unit = high.getMean() - low.getMean();

    assertThat(low.getStandardDeviation()).isZero();
    assertThat(high.getStandardDeviation() / unit).isCloseTo(deviation, offset(0.05 * deviation));
  }

  @Test
  void neighboursAreNoisyIndependently() {
    float[] noisy = apply(only(Imperfection.ADDITIVE_NOISE, 0.1, 0.1), 4, step());
    double mean = statistics(noisy, 0, HALF).getMean();
    double variance = statistics(noisy, 0, HALF).getVariance();
    for (int lag = 1; lag <= 4; lag++) {
      double sum = 0;
      for (int i = 0; i < HALF - lag; i++) {
        sum += (noisy[i] - mean) * (noisy[i + lag] - mean);
      }
      assertThat(sum / HALF / variance).as("lag %d", lag).isCloseTo(0, offset(0.06));
    }
  }

  @Test
  void theBackgroundHasItsMeanHeightAndTouchesZero() {
    for (int index = 0; index < 50; index++) {
      assertThat(height(only(Imperfection.BACKGROUND, 0.3, 0.3), index))
          .isCloseTo(0.3, offset(1e-5));
    }
  }

  /** What a background adds to ones, the least of it being nothing. */
  private static double height(Imperfections imperfections, int index) {
    DescriptiveStatistics values = statistics(apply(imperfections, index, ones()), 0, POINTS);
    return values.getMean() / values.getMin() - 1;
  }

  /** Half-normal with half the largest height as deviation: mean 0.7228 of that deviation. */
  @Test
  void heightsAreTruncatedNormal() {
    DescriptiveStatistics heights = new DescriptiveStatistics();
    for (int index = 0; index < 3000; index++) {
      heights.addValue(height(only(Imperfection.BACKGROUND, 0, 0.2), index));
    }
    assertThat(heights.getMax()).isBetween(0.19, 0.2001);
    assertThat(heights.getMean()).isCloseTo(0.07228, offset(0.0025));
  }

  @Test
  void theBackgroundStaysWhenNoiseIsSwitchedOn() {
    Map<Imperfection, UniformRange> background =
        Map.of(Imperfection.BACKGROUND, new UniformRange(0, 0.3));
    Map<Imperfection, UniformRange> both =
        Map.of(
            Imperfection.BACKGROUND,
            new UniformRange(0, 0.3),
            Imperfection.ADDITIVE_NOISE,
            UniformRange.of(1e-9));

    float[] alone = apply(new Imperfections(background), 6, step());
    float[] together = apply(new Imperfections(both), 6, step());
    double minimum = statistics(alone, 0, POINTS).getMin();
    for (int i = 0; i < POINTS; i++) {
      assertThat((double) together[i])
          .isCloseTo((alone[i] - minimum) / (1 - minimum), offset(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.5, 1})
  void anImpurityHasItsShare(double share) {
    float[] diffractogram = new float[POINTS];
    float[] impurity = new float[POINTS];
    diffractogram[100] = 1;
    impurity[200] = 1;
    new MeasurementImitation(9, only(Imperfection.IMPURITY, share, share), GRID)
        .apply(3, impurity, diffractogram);

    double most = Math.max(share, 1 - share);
    assertThat((double) diffractogram[100]).isCloseTo((1 - share) / most, offset(1e-7));
    assertThat((double) diffractogram[200]).isCloseTo(share / most, offset(1e-7));
  }

  @Test
  void intensitiesFillTheRangeFromZeroToOne() {
    MeasurementImitation imitation = new MeasurementImitation(9, Imperfections.PAPER, GRID);
    for (int index = 0; index < 100; index++) {
      float[] diffractogram = step();
      imitation.apply(index, ones(), diffractogram);
      DescriptiveStatistics values = statistics(diffractogram, 0, POINTS);
      assertThat(values.getMin()).isZero();
      assertThat(values.getMax()).isEqualTo(1);
    }
  }
}
