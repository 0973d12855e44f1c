package org.powdermill.tests.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.symmetry.HallSymbol;
import org.powdermill.symmetry.Lattice;
import org.powdermill.tests.SharedFolder;

/**
 * The 310 real crystals of {@code oracles/patterns}, one or more of each space group that has some:
 * peaks by pymatgen, families of reflections by cctbx with scattering factors of the International
 * Tables.
 */
class RealCrystalPatternsTest {

  /** Peaks below this share of the largest are dropped; the oracle's six digits blur it. */
  private static final double INTENSITY_CUT = 1e-5;

  private static final double SPACING_TOLERANCE = 1.5e-6;

  private record Sample(JsonNode oracle, List<Peak> peaks) {}

  private static List<Sample> samples;

  @BeforeAll
  static void simulateAll() throws IOException {
    Path file = SharedFolder.require("oracles/patterns/patterns.jsonl.gz");
    PowderSimulation simulation =
        new PowderSimulation(DiffractionSettings.DEFAULT, PeakShape.gaussian(50));
    samples = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode oracle = new ObjectMapper().readTree(line);
        samples.add(new Sample(oracle, simulation.simulate(crystal(oracle)).peaks()));
      }
    }
  }

  private static Crystal crystal(JsonNode oracle) {
    JsonNode cell = oracle.get("cell");
    Lattice lattice =
        new Lattice(
            cell.get(0).asDouble(),
            cell.get(1).asDouble(),
            cell.get(2).asDouble(),
            cell.get(3).asDouble(),
            cell.get(4).asDouble(),
            cell.get(5).asDouble());
    List<Site> sites = new ArrayList<>();
    for (JsonNode site : oracle.get("sites")) {
      sites.add(
          Site.of(
              Element.ofSymbol(site.get(0).asText()).orElseThrow(),
              site.get(3).asDouble(),
              site.get(4).asDouble(),
              site.get(5).asDouble()));
    }
    return new Crystal(
            oracle.get("id").asText(),
            lattice,
            HallSymbol.parse(oracle.get("hall_symbol").asText()),
            sites)
        .snapped(0.01);
  }

  @Test
  void peaksMatchPymatgen() {
    for (Sample sample : samples) {
      double largest = 0;
      for (JsonNode peak : sample.oracle.get("pymatgen")) {
        largest = Math.max(largest, peak.get(1).asDouble());
      }
      for (JsonNode peak : sample.oracle.get("pymatgen")) {
        double relative = peak.get(1).asDouble() / largest;
        if (relative > 1.01 * INTENSITY_CUT) {
          Peak ours = nearest(sample.peaks, peak.get(0).asDouble());
          String what = "%s: %s".formatted(sample.oracle.get("id").asText(), ours);
          assertThat(ours.twoTheta()).as(what).isCloseTo(peak.get(0).asDouble(), offset(1e-5));
          assertThat(ours.intensity()).as(what).isCloseTo(relative, offset(1e-5));
        }
      }
      long strong =
          sample.peaks.stream().filter(peak -> peak.intensity() > 1.01 * INTENSITY_CUT).count();
      assertThat(strong).isLessThanOrEqualTo(sample.oracle.get("pymatgen").size());
    }
  }

  private static Peak nearest(List<Peak> peaks, double twoTheta) {
    return peaks.stream()
        .min(Comparator.comparingDouble(peak -> Math.abs(peak.twoTheta() - twoTheta)))
        .orElseThrow();
  }

  @Test
  void familiesOfReflectionsMatchCctbx() {
    int compared = 0;
    double worst = 0;
    for (Sample sample : samples) {
      double largest = 0;
      List<double[]> families = new ArrayList<>();
      for (Peak peak : sample.peaks) {
        List<JsonNode> there = familiesAt(peak, sample.oracle);
        if (peak.intensity() < 1e-3 || !isAlone(peak, there, sample.peaks)) {
          continue;
        }
        int members = there.stream().mapToInt(family -> family.get(1).asInt()).sum();
        double intensity =
            there.stream()
                .mapToDouble(family -> family.get(1).asInt() * family.get(3).asDouble())
                .sum();
        assertThat(members)
            .as("%s: reflections of %s", sample.oracle.get("id").asText(), peak)
            .isEqualTo(peak.multiplicity());
        double theta = Math.toRadians(peak.twoTheta() / 2);
        intensity *=
            (1 + Math.pow(Math.cos(2 * theta), 2))
                / (Math.pow(Math.sin(theta), 2) * Math.cos(theta));
        largest = Math.max(largest, intensity);
        families.add(new double[] {peak.intensity(), intensity});
        compared++;
      }
      for (double[] pair : families) {
        worst = Math.max(worst, Math.abs(pair[0] - pair[1] / largest));
      }
    }
    assertThat(compared).isGreaterThan(30_000);
    // Two tables of scattering factors differ by a few per cent.
    assertThat(worst).as("relative to the largest peak").isLessThan(0.06);
  }

  private static List<JsonNode> familiesAt(Peak peak, JsonNode oracle) {
    List<JsonNode> families = new ArrayList<>();
    for (JsonNode family : oracle.get("cctbx_F2")) {
      if (Math.abs(family.get(2).asDouble() / peak.spacing() - 1) < SPACING_TOLERANCE) {
        families.add(family);
      }
    }
    return families;
  }

  /** The oracle's spacings have seven digits: peaks that differ less cannot be told apart. */
  private static boolean isAlone(Peak peak, List<JsonNode> families, List<Peak> peaks) {
    boolean oneSpacing =
        families.stream().mapToDouble(family -> family.get(2).asDouble()).distinct().count() == 1;
    return oneSpacing
        && peaks.stream()
                .filter(
                    other -> Math.abs(other.spacing() / peak.spacing() - 1) < 3 * SPACING_TOLERANCE)
                .count()
            == 1;
  }
}
