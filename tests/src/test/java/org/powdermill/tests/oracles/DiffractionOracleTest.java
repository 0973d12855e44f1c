package org.powdermill.tests.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;

/** The 50 crystals of the oracle: pymatgen's peaks and the paper's diffractograms. */
class DiffractionOracleTest {

  /** DESIGN 7 aims at this; it must be 1e-6. */
  private static final double PEAK_TOLERANCE = 1e-9;

  /** DESIGN 7 aims at this; it must be 1e-5. */
  private static final double PROFILE_TOLERANCE = 1e-6;

  @TestFactory
  List<DynamicTest> peaksMatchPymatgen() {
    List<DynamicTest> tests = new ArrayList<>();
    for (OracleCrystal sample : OracleCrystal.all()) {
      tests.add(DynamicTest.dynamicTest(sample.crystal().name(), () -> peaksMatch(sample)));
    }
    return tests;
  }

  private static void peaksMatch(OracleCrystal sample) {
    List<Peak> peaks = simulate(sample, 50).peaks();
    JsonNode expected = sample.oracle().get("pymatgen");
    double largestAngle = 0;
    double largestIntensity = 0;
    assertThat(peaks).hasSameSizeAs(expected.get("two_theta"));
    for (int i = 0; i < peaks.size(); i++) {
      Peak peak = peaks.get(i);
      largestAngle =
          Math.max(
              largestAngle,
              Math.abs(peak.twoTheta() - expected.get("two_theta").get(i).asDouble()));
      largestIntensity =
          Math.max(
              largestIntensity,
              Math.abs(peak.intensity() - expected.get("intensity").get(i).asDouble() / 100));
      int reflections = 0;
      for (JsonNode family : expected.get("hkls").get(i)) {
        reflections += family.get("multiplicity").asInt();
      }
      assertThat(peak.multiplicity())
          .as("multiplicity of %s", peak)
          .isLessThanOrEqualTo(reflections);
    }
    assertThat(largestAngle).as("degrees 2theta").isLessThan(PEAK_TOLERANCE);
    assertThat(largestIntensity).as("share of the largest").isLessThan(PEAK_TOLERANCE);
  }

  @TestFactory
  List<DynamicTest> diffractogramsMatchThePapersCode() {
    List<DynamicTest> tests = new ArrayList<>();
    for (OracleCrystal sample : OracleCrystal.all()) {
      for (int size : new int[] {20, 50, 100}) {
        tests.add(
            DynamicTest.dynamicTest(
                "%s at %d nm".formatted(sample.crystal().name(), size),
                () -> diffractogramMatches(sample, size)));
      }
    }
    return tests;
  }

  private static void diffractogramMatches(OracleCrystal sample, int size) {
    float[] intensity = simulate(sample, size).diffractogram().intensity();
    JsonNode expected = sample.oracle().get("smeared").get("sizes_nm").get(Integer.toString(size));
    assertThat(intensity).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < intensity.length; i++) {
      largest = Math.max(largest, Math.abs(intensity[i] - expected.get(i).asDouble()));
    }
    assertThat(largest).as("largest difference").isLessThan(PROFILE_TOLERANCE);
  }

  private static PowderSimulation.Result simulate(OracleCrystal sample, int size) {
    return new PowderSimulation(DiffractionSettings.DEFAULT, PeakShape.gaussian(size))
        .simulate(sample.crystal());
  }
}
