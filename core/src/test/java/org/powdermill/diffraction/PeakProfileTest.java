package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Broadening against the formulas, point by point. */
class PeakProfileTest {

  private static final double WAVELENGTH = 1.5406;

  @Property(tries = 40)
  void gaussiansFollowTheFormula(@ForAll @DoubleRange(min = 5, max = 2000) double size) {
    assertFollowsFormula(PeakShape.gaussian(size), 1e-7);
  }

  @Property(tries = 20)
  void pseudoVoigtWithInstrumentWidthFollowsTheFormula(
      @ForAll @DoubleRange(min = 0, max = 1) double mixing,
      @ForAll @DoubleRange(min = 1, max = 10) double w) {
    assertFollowsFormula(new PeakShape(80, mixing, 0.01, -0.002, w / 1000), 1e-7);
  }

  private static void assertFollowsFormula(PeakShape shape, double tolerance) {
    ReflectionList peaks = peaks();
    float[] fast = new float[TwoThetaGrid.DEFAULT.points()];
    new PeakProfile(WAVELENGTH, TwoThetaGrid.DEFAULT).broaden(peaks, shape, fast);
    double[] exact = new double[fast.length];
    double maximum = 0;
    for (int i = 0; i < fast.length; i++) {
      for (int peak = 0; peak < peaks.count; peak++) {
        exact[i] += value(peaks, peak, shape, TwoThetaGrid.DEFAULT.twoTheta(i));
      }
      maximum = Math.max(maximum, exact[i]);
    }
    double largest = 0;
    for (int i = 0; i < fast.length; i++) {
      largest = Math.max(largest, Math.abs(fast[i] - exact[i] / maximum));
    }
    assertThat(largest).as("%s: largest difference", shape).isLessThan(tolerance);
  }

  /** A few peaks, at the ends of the range and close together as well. */
  private static ReflectionList peaks() {
    ReflectionList reflections = new ReflectionList();
    double[] angles = {5.001, 21.3, 21.34, 47.123456, 60, 60.2, 89.999};
    double[] areas = {0.3, 1, 0.001, 0.5, 0.02, 0.4, 0.7};
    for (int i = 0; i < angles.length; i++) {
      double sine = StrictMath.sin(StrictMath.toRadians(angles[i] / 2));
      reflections.add(sine * sine, areas[i], 1, 0, 0, 2);
    }
    ReflectionList peaks = new ReflectionList();
    reflections.mergeInto(peaks);
    return peaks;
  }

  private static double value(ReflectionList peaks, int peak, PeakShape shape, double twoTheta) {
    double theta = Math.toRadians(peaks.twoTheta[peak] / 2);
    double size =
        Math.toDegrees(0.9 * WAVELENGTH / (10 * shape.crystalliteSizeNm() * Math.cos(theta)));
    double instrument =
        shape.u() * Math.pow(Math.tan(theta), 2) + shape.v() * Math.tan(theta) + shape.w();
    double width = Math.sqrt(size * size + instrument);
    double x = twoTheta - peaks.twoTheta[peak];
    double sigma = width / (2 * Math.sqrt(2 * Math.log(2)));
    double gaussian = Math.exp(-x * x / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
    double lorentzian = width / (2 * Math.PI) / (x * x + width * width / 4);
    return peaks.intensity[peak] * ((1 - shape.mixing()) * gaussian + shape.mixing() * lorentzian);
  }

  @Example
  void anInstrumentWidthThatIsNotRealIsAnError() {
    float[] diffractogram = new float[TwoThetaGrid.DEFAULT.points()];
    assertThatThrownBy(
            () ->
                new PeakProfile(WAVELENGTH, TwoThetaGrid.DEFAULT)
                    .broaden(peaks(), new PeakShape(50, 0, 0, 0, -1), diffractogram))
        .isInstanceOf(DiffractionException.class)
        .hasMessageContaining("U, V, W = 0.0, 0.0, -1.0 give no real peak width");
  }
}
