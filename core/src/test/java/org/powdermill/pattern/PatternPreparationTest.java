package org.powdermill.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.powdermill.diffraction.TwoThetaGrid;

class PatternPreparationTest {

  private static final TwoThetaGrid GRID = new TwoThetaGrid(10, 40, 0.02);

  private static MeasuredPattern pattern(
      double first, double last, int points, DoubleUnaryOperator intensity) {
    double[] twoTheta = new double[points];
    Arrays.setAll(twoTheta, i -> first + (last - first) * i / (points - 1));
    return new MeasuredPattern(twoTheta, Arrays.stream(twoTheta).map(intensity).toArray());
  }

  private static float[] prepared(MeasuredPattern pattern, boolean removesBackground) {
    float[] diffractogram = new float[GRID.points()];
    new PatternPreparation(GRID, 1.5406, removesBackground, Padding.NONE)
        .prepare(pattern, diffractogram);
    return diffractogram;
  }

  private static double peaks(double twoTheta) {
    double sum = 0;
    for (double centre : new double[] {15, 22.3, 31}) {
      sum += centre * Math.exp(-(twoTheta - centre) * (twoTheta - centre) / 0.02);
    }
    return sum;
  }

  @Test
  void theSplineFollowsASmoothPatternOnAnotherGrid() {
    float[] found = prepared(pattern(9, 41, 1601, PatternPreparationTest::peaks), false);

    double largest = peaks(31);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(peaks(GRID.twoTheta(i)) / largest, within(1e-4));
    }
  }

  @Test
  void negativeIntensitiesBecomeZeroAndTheMaximumOne() {
    float[] found =
        prepared(pattern(9, 41, 1601, angle -> 500 * Math.sin(angle * angle / 10)), false);

    float largest = 0;
    for (float value : found) {
      assertThat(value).isBetween(0f, 1f);
      largest = Math.max(largest, value);
    }
    assertThat(largest).isEqualTo(1);
  }

  @Test
  void theLastValueIsExtendedALittleAndNoMore() {
    float[] found = prepared(pattern(10.2, 39.8, 1481, angle -> angle), false);

    assertThat(found[0]).isEqualTo(found[5]).isCloseTo((float) (10.2 / 39.8), within(1e-6f));
    assertThat(found[found.length - 1]).isEqualTo(1);
    assertThatThrownBy(() -> prepared(pattern(10.6, 40, 1401, angle -> angle), false))
        .isInstanceOf(MeasurementException.class)
        .hasMessage(
            "covers 2theta = 10.60 to 40.00 degrees, not 10.00 to 40.00: choose a smaller"
                + " --two-theta");
    assertThatThrownBy(() -> prepared(pattern(10, 39.4, 1401, angle -> angle), false))
        .isInstanceOf(MeasurementException.class);
  }

  @Test
  void aSmoothBackgroundGoesAndThePeaksStay() {
    DoubleUnaryOperator background = angle -> 40 * Math.exp(-angle / 15) + 5;
    MeasuredPattern clean = pattern(10, 40, 1501, PatternPreparationTest::peaks);
    MeasuredPattern raised =
        pattern(10, 40, 1501, angle -> peaks(angle) + background.applyAsDouble(angle));

    float[] wanted = prepared(clean, false);
    float[] found = prepared(raised, true);
    float[] kept = prepared(raised, false);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).as("at %s", GRID.twoTheta(i)).isCloseTo(wanted[i], within(0.03f));
    }
    assertThat(kept[0]).isGreaterThan(0.5f);
  }

  @Test
  void aPatternWithoutIntensityIsRefused() {
    assertThatThrownBy(() -> prepared(pattern(10, 40, 1501, angle -> -1), false))
        .isInstanceOf(MeasurementException.class)
        .hasMessage("no positive intensity inside the range");
  }

  private static float[] padded(Padding padding) {
    float[] diffractogram = new float[GRID.points()];
    CoveredRange covered =
        new PatternPreparation(GRID, 1.5406, false, padding)
            .prepare(pattern(20, 35, 751, twoTheta -> twoTheta), diffractogram);
    assertThat(covered).isEqualTo(new CoveredRange(20, 35));
    assertThat(covered.share(GRID)).isEqualTo(0.5);
    return diffractogram;
  }

  @Test
  void aShortPatternIsPaddedAsAsked() {
    float[] zero = padded(Padding.ZERO);
    float[] edge = padded(Padding.EDGE);

    assertThat(zero[499]).isZero();
    assertThat(zero[500]).isEqualTo((float) (20.0 / 35));
    assertThat(zero[1250]).isEqualTo(1);
    assertThat(zero[1251]).isZero();
    assertThat(edge[0]).isEqualTo(edge[500]).isEqualTo((float) (20.0 / 35));
    assertThat(edge[1500]).isEqualTo(1);
    assertThat(Arrays.copyOfRange(edge, 500, 1251)).isEqualTo(Arrays.copyOfRange(zero, 500, 1251));
  }

  @Test
  void aPatternBesideTheGridIsRefused() {
    float[] diffractogram = new float[GRID.points()];

    assertThatThrownBy(
            () ->
                new PatternPreparation(GRID, 1.5406, false, Padding.ZERO)
                    .prepare(pattern(50, 80, 751, twoTheta -> twoTheta), diffractogram))
        .isInstanceOf(MeasurementException.class)
        .hasMessage(
            "covers 2theta = 50.00 to 80.00 degrees at 1.5406 angstrom, outside of 10.00 to 40.00");
  }
}
