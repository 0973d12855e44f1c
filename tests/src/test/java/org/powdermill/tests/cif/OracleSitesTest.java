package org.powdermill.tests.cif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.tests.SharedFolder;

/** The CIFs of the diffraction oracle give the sites that pymatgen 2022.11.7 made of them. */
class OracleSitesTest {

  /** The oracle writes ten digits into its CIFs. */
  private static final double TOLERANCE = 1e-8;

  @TestFactory
  Stream<DynamicTest> sitesInCellAreThoseOfPymatgen() throws IOException {
    Path folder = SharedFolder.require("oracles/diffraction");
    List<Path> cifs;
    try (Stream<Path> files = Files.list(folder)) {
      cifs = files.filter(file -> file.toString().endsWith(".cif")).sorted().toList();
    }
    assertThat(cifs).hasSize(50);
    return cifs.stream()
        .map(
            cif ->
                DynamicTest.dynamicTest(
                    cif.getFileName().toString(), () -> compare(crystal(cif), oracle(cif))));
  }

  private static Crystal crystal(Path cif) {
    List<CifResult> results = new CifReader().read(cif);
    assertThat(results).singleElement().isInstanceOf(CifResult.Accepted.class);
    return ((CifResult.Accepted) results.get(0)).crystal();
  }

  private static JsonNode oracle(Path cif) {
    Path json = cif.resolveSibling(cif.getFileName().toString().replace(".cif", ".json.gz"));
    try (InputStream stream = new GZIPInputStream(Files.newInputStream(json))) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(Crystal crystal, JsonNode oracle) {
    List<Site> sites = crystal.sitesInCell();
    assertThat(sites).hasSize(oracle.get("sites").size());
    for (JsonNode expected : oracle.get("sites")) {
      assertThat(sites).anyMatch(site -> isAt(site, expected) && holds(site, expected));
    }
  }

  private static boolean isAt(Site site, JsonNode expected) {
    for (int i = 0; i < 3; i++) {
      double step = site.coordinates()[i] - expected.get("frac").get(i).asDouble();
      if (Math.abs(step - Math.rint(step)) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Site site, JsonNode expected) {
    Map<String, Double> occupancies = new TreeMap<>();
    for (Species species : site.species()) {
      occupancies.put(species.element().symbol(), species.occupancy());
    }
    Map<String, Double> told = new TreeMap<>();
    expected
        .get("species")
        .properties()
        .forEach(entry -> told.put(entry.getKey(), entry.getValue().asDouble()));
    return occupancies.equals(told);
  }
}
