package org.powdermill.generation.imperfections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of the curves, from many of them. */
class BackgroundTest {

  private static final int CURVES = 20_000;
  private static final int POINTS = 61;

  private static double[][] curves(double step) {
    XoShiRo256PlusPlus random = new XoShiRo256PlusPlus(5, 6, 7, 8);
    Background background = new Background();
    double[][] curves = new double[CURVES][POINTS];
    for (double[] curve : curves) {
      background.draw(random, step, curve);
    }
    return curves;
  }

  private static double covariance(double[][] curves, int one, int other) {
    double sum = 0;
    for (double[] curve : curves) {
      sum += curve[one] * curve[other];
    }
    return sum / curves.length;
  }

  /** At the ends as in the middle, at knots as between them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 30, 58, 59, 60})
  void theVarianceIsOneEverywhere(int point) {
    assertThat(covariance(curves(0.1), point, point)).isCloseTo(1, offset(0.04));
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "0, 5", "3, 13", "29, 36", "40, 60", "20, 60", "10, 60"})
  void theCovarianceFallsWithTheDistanceAsOfTheKernel(int one, int other) {
    double distance = 0.1 * (other - one);
    assertThat(covariance(curves(0.1), one, other))
        .isCloseTo(Math.exp(-distance * distance / 2), offset(0.03));
  }

  /** Neighbours on a fine grid: a curve of a shorter length would move further. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.05})
  void theMeanSquareSlopeIsThatOfTheLength(double step) {
    double sum = 0;
    double[][] curves = curves(step);
    for (double[] curve : curves) {
      double slope = (curve[30] - curve[29]) / step;
      sum += slope * slope;
    }
    assertThat(sum / CURVES).isCloseTo(1, offset(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.4999, 0.5, 0.77, 3})
  void anyStepGivesFiniteCurves(double step) {
    for (double[] curve : curves(step)) {
      for (double value : curve) {
        assertThat(Math.abs(value)).isLessThan(8);
      }
    }
  }
}
