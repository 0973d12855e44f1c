package org.powdermill.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.powdermill.diffraction.LorentzPolarisation;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.TwoThetaGrid;

class WavelengthConversionTest {

  private static final TwoThetaGrid GRID = new TwoThetaGrid(5, 90, 0.01);
  private static final double MOLYBDENUM = 0.709317;
  private static final double COPPER = 1.5406;

  @Property(tries = 300)
  void angleAndSpacingAreInverse(
      @ForAll @DoubleRange(min = 0.5, max = 175) double twoTheta,
      @ForAll @DoubleRange(min = 0.1, max = 3) double wavelength) {
    double spacing = WavelengthConversion.spacing(twoTheta, wavelength);

    assertThat(WavelengthConversion.twoTheta(spacing, wavelength))
        .isCloseTo(twoTheta, within(1e-9 * twoTheta));
    assertThat(spacing).isGreaterThan(wavelength / 2);
  }

  @Property(tries = 50)
  void thereAndBackGivesThePattern(
      @ForAll @DoubleRange(min = 0.4, max = 1.5) double from,
      @ForAll @DoubleRange(min = 0.4, max = 2.3) double to) {
    double[] angles = new double[200];
    double[] intensities = new double[200];
    Arrays.setAll(angles, i -> 1 + 0.2 * i);
    Arrays.setAll(intensities, i -> 3 + Math.sin(i));
    MeasuredPattern pattern = new MeasuredPattern(angles, intensities);

    MeasuredPattern there = WavelengthConversion.convert(pattern, from, to);
    MeasuredPattern back = WavelengthConversion.convert(there, to, from);

    assertThat(back.twoTheta().length).isEqualTo(there.twoTheta().length).isPositive();
    assertThat(back.wavelength()).isEqualTo(OptionalDouble.of(from));
    for (int i = 0; i < back.twoTheta().length; i++) {
      assertThat(back.twoTheta()[i]).isCloseTo(angles[i], within(1e-6));
      assertThat(back.intensity()[i]).isCloseTo(intensities[i], within(1e-5 * intensities[i]));
    }
  }

  /** The area of a peak goes by the Lorentz-polarisation factors alone, wherever it stands. */
  @Property(tries = 50)
  void aPeaksAreaGoesByTheLorentzPolarisationFactor(
      @ForAll @DoubleRange(min = 4, max = 30) double twoTheta) {
    double[] angles = new double[2001];
    double[] intensities = new double[2001];
    Arrays.setAll(angles, i -> twoTheta + (i - 1000) * 2e-4);
    Arrays.setAll(intensities, i -> Math.exp(-Math.pow((i - 1000) / 150.0, 2)));

    MeasuredPattern converted =
        WavelengthConversion.convert(new MeasuredPattern(angles, intensities), MOLYBDENUM, COPPER);

    double spacing = WavelengthConversion.spacing(twoTheta, MOLYBDENUM);
    double expected = factor(WavelengthConversion.twoTheta(spacing, COPPER)) / factor(twoTheta);
    assertThat(area(converted) / area(new MeasuredPattern(angles, intensities)))
        .isCloseTo(expected, within(1e-3 * expected));
  }

  private static double factor(double twoTheta) {
    return LorentzPolarisation.factor(Math.pow(Math.sin(Math.toRadians(twoTheta) / 2), 2));
  }

  private static double area(MeasuredPattern pattern) {
    double sum = 0;
    for (int i = 1; i < pattern.twoTheta().length; i++) {
      sum +=
          (pattern.twoTheta()[i] - pattern.twoTheta()[i - 1])
              * (pattern.intensity()[i] + pattern.intensity()[i - 1])
              / 2;
    }
    return sum;
  }

  @Test
  void pointsThatDoNotReflectAreLeftOut() {
    MeasuredPattern pattern =
        new MeasuredPattern(new double[] {-1, 0, 20, 40, 60}, new double[] {9, 9, 1, 1, 1});

    MeasuredPattern converted = WavelengthConversion.convert(pattern, MOLYBDENUM, COPPER);

    // sin(30 degrees) 1.5406 / 0.7093 is more than 1.
    assertThat(converted.twoTheta()).hasSize(2);
    assertThat(converted.twoTheta()[0]).isCloseTo(44.32, within(0.01));
  }

  @Test
  void aListOfPeaksBecomesTheDiffractogramOfItsAngles() {
    double[] positions = {2.5, 3.25, 1.7};
    double[] intensities = {30, 100, 60};
    PeakListPreparation preparation = new PeakListPreparation(GRID, COPPER, PeakShape.gaussian(50));
    float[] bySpacing = new float[GRID.points()];
    preparation.prepare(
        new PeakList(PeakList.Scale.D, positions, intensities, OptionalDouble.empty()), bySpacing);
    double[] angles =
        Arrays.stream(positions).map(d -> WavelengthConversion.twoTheta(d, COPPER)).toArray();
    float[] byAngle = new float[GRID.points()];
    preparation.prepare(
        new PeakList(PeakList.Scale.TWO_THETA, angles, intensities, OptionalDouble.empty()),
        byAngle);

    assertThat(bySpacing).isEqualTo(byAngle);
    int strongest = (int) Math.rint((angles[1] - 5) / 0.01);
    assertThat(bySpacing[strongest]).isGreaterThan(0.97f);
  }

  @Test
  void aListOfAnotherWavelengthGoesByTheFactors() {
    double[] angles = {15, 20};
    float[] converted = new float[GRID.points()];
    new PeakListPreparation(GRID, COPPER, PeakShape.gaussian(50))
        .prepare(
            new PeakList(
                PeakList.Scale.TWO_THETA,
                angles,
                new double[] {1, 1},
                OptionalDouble.of(MOLYBDENUM)),
            converted);
    double first =
        WavelengthConversion.twoTheta(WavelengthConversion.spacing(15, MOLYBDENUM), COPPER);
    double second =
        WavelengthConversion.twoTheta(WavelengthConversion.spacing(20, MOLYBDENUM), COPPER);

    double expected = factor(second) / factor(20) / (factor(first) / factor(15));
    assertThat(areaAround(converted, second) / areaAround(converted, first))
        .isCloseTo(expected, within(2e-3 * expected));
  }

  private static double areaAround(float[] diffractogram, double twoTheta) {
    int centre = (int) Math.rint((twoTheta - GRID.min()) / GRID.step());
    double sum = 0;
    for (int i = centre - 100; i <= centre + 100; i++) {
      sum += diffractogram[i];
    }
    return sum;
  }
}
