package org.powdermill.tests.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.pattern.MeasuredPattern;
import org.powdermill.pattern.Padding;
import org.powdermill.pattern.PatternFile;
import org.powdermill.pattern.PatternPreparation;
import org.powdermill.pattern.WavelengthConversion;
import org.powdermill.tests.SharedFolder;
import org.powdermill.tests.formats.Python;

/** A synchrotron's pattern at the angles of copper, beside NumPy, which knows our code not. */
class ConversionAgainstNumpyTest {

  private static final double COPPER = 1.5406;

  /**
   * By another way: through d, the factors from angles in degrees, the derivative by differences of
   * the angles themselves.
   */
  private static final String SCRIPT =
      """
      import json, sys, numpy as np
      rows = [l.split() for l in open(sys.argv[1], encoding="latin-1")]
      start = next(i for i, r in enumerate(rows) if r and r[0] == "BANK") + 1
      x, y = np.array([[float(r[0]) / 100, float(r[1])] for r in rows[start:] if len(r) == 3]).T
      wavelength, other = 0.413259, 1.5406
      d = wavelength / (2 * np.sin(np.radians(x / 2)))
      keep = d > other / 2
      x, y, d = x[keep], y[keep], d[keep]
      new = lambda d: np.degrees(2 * np.arcsin(other / (2 * d)))
      lp = lambda tt: ((1 + np.cos(np.radians(tt)) ** 2)
                       / (np.sin(np.radians(tt / 2)) ** 2 * np.cos(np.radians(tt / 2))))
      h = 1e-5
      before = new(wavelength / (2 * np.sin(np.radians((x - h) / 2))))
      after = new(wavelength / (2 * np.sin(np.radians((x + h) / 2))))
      slope = (after - before) / (2 * h)
      z = y * lp(new(d)) / lp(x) / slope
      grid = 5 + 0.01 * np.arange(1900)
      inside = np.interp(grid, new(d), np.maximum(z, 0))
      print(json.dumps({"angle": new(d)[::50].tolist(), "intensity": z[::50].tolist(), "n": len(x),
                        "grid": (inside / inside.max())[::10].tolist()}))
      """;

  @Test
  void angleAndIntensityAgree() throws IOException, InterruptedException {
    Python.requireModule("numpy");
    Path file = SharedFolder.require("measured/formats/sucrose_11bm.fxye");
    MeasuredPattern pattern = (MeasuredPattern) PatternFile.read(file).content();

    MeasuredPattern converted =
        WavelengthConversion.convert(pattern, pattern.wavelength().orElseThrow(), COPPER);

    JsonNode expected = new ObjectMapper().readTree(Python.run(SCRIPT, file.toString()));
    assertThat(converted.twoTheta()).hasSize(expected.get("n").intValue());
    for (int i = 0; i < expected.get("angle").size(); i++) {
      double intensity = expected.get("intensity").get(i).doubleValue();
      assertThat(converted.twoTheta()[50 * i])
          .isCloseTo(expected.get("angle").get(i).doubleValue(), within(1e-9));
      assertThat(converted.intensity()[50 * i]).isCloseTo(intensity, within(1e-6 * intensity));
    }
    float[] diffractogram = new float[TwoThetaGrid.DEFAULT.points()];
    new PatternPreparation(TwoThetaGrid.DEFAULT, COPPER, false, Padding.ZERO)
        .prepare(pattern, diffractogram);
    for (int i = 0; i < expected.get("grid").size(); i++) {
      // A spline and straight lines between points 0.0037 degrees apart.
      assertThat((double) diffractogram[10 * i])
          .as("point %d", 10 * i)
          .isCloseTo(expected.get("grid").get(i).doubleValue(), within(0.01));
    }
  }
}
