package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * Peaks of four crystals, one of them disordered, as pymatgen computed them ({@code
 * pymatgen-peaks.json}); the module tests compares many more where the shared oracles are at hand.
 */
class PymatgenPeaksTest {

  @TestFactory
  List<DynamicTest> peaksMatchPymatgen() throws IOException {
    try (InputStream stream = PymatgenPeaksTest.class.getResourceAsStream("pymatgen-peaks.json")) {
      return StreamSupport.stream(
              new ObjectMapper().readTree(stream).get("crystals").spliterator(), false)
          .map(
              oracle -> DynamicTest.dynamicTest(oracle.get("name").asText(), () -> compare(oracle)))
          .toList();
    }
  }

  private static void compare(JsonNode oracle) {
    List<Peak> peaks =
        new PowderSimulation(DiffractionSettings.DEFAULT, PeakShape.gaussian(50))
            .simulate(crystal(oracle))
            .peaks();
    assertThat(peaks).hasSameSizeAs(oracle.get("two_theta"));
    for (int i = 0; i < peaks.size(); i++) {
      assertThat(peaks.get(i).twoTheta())
          .isCloseTo(oracle.get("two_theta").get(i).asDouble(), offset(1e-9));
      assertThat(peaks.get(i).intensity())
          .isCloseTo(oracle.get("intensity").get(i).asDouble() / 100, offset(1e-9));
    }
  }

  private static Crystal crystal(JsonNode oracle) {
    JsonNode cell = oracle.get("cell");
    List<Site> sites = new ArrayList<>();
    for (JsonNode site : oracle.get("sites")) {
      List<Species> species = new ArrayList<>();
      site.get("species")
          .properties()
          .forEach(
              entry ->
                  species.add(
                      new Species(
                          Element.ofSymbol(entry.getKey()).orElseThrow(),
                          entry.getValue().asDouble())));
      JsonNode point = site.get("fractional");
      sites.add(
          new Site(
              "site",
              species,
              point.get(0).asDouble(),
              point.get(1).asDouble(),
              point.get(2).asDouble()));
    }
    return new Crystal(
            oracle.get("name").asText(),
            new Lattice(
                cell.get(0).asDouble(),
                cell.get(1).asDouble(),
                cell.get(2).asDouble(),
                cell.get(3).asDouble(),
                cell.get(4).asDouble(),
                cell.get(5).asDouble()),
            SymmetryGroup.generatedBy(
                StreamSupport.stream(oracle.get("operations").spliterator(), false)
                    .map(operation -> SymmetryOperation.parse(operation.asText()))
                    .toList()),
            sites)
        .snapped(0.01);
  }
}
