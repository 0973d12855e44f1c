package org.powdermill.tests.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.tests.SharedFolder;

/**
 * A crystal of {@code oracles/diffraction} with what pymatgen 2022.11.7 and the paper's code
 * computed.
 *
 * @param crystal as the oracle has it, special positions snapped
 * @param oracle the whole JSON document
 */
record OracleCrystal(Crystal crystal, JsonNode oracle) {

  static List<OracleCrystal> all() {
    Path folder = SharedFolder.require("oracles/diffraction");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json.gz"))
          .sorted()
          .map(OracleCrystal::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OracleCrystal read(Path file) {
    try (InputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
      JsonNode oracle = new ObjectMapper().readTree(stream);
      JsonNode cell = oracle.get("lattice");
      Lattice lattice =
          new Lattice(
              cell.get("a").asDouble(),
              cell.get("b").asDouble(),
              cell.get("c").asDouble(),
              cell.get("alpha").asDouble(),
              cell.get("beta").asDouble(),
              cell.get("gamma").asDouble());
      SymmetryGroup group =
          SymmetryGroup.generatedBy(
              StreamSupport.stream(oracle.get("symmetry_ops").spliterator(), false)
                  .map(operation -> SymmetryOperation.parse(operation.asText()))
                  .toList());
      List<Site> sites = new ArrayList<>();
      for (JsonNode site : oracle.get("asymmetric_unit")) {
        sites.add(site(site));
      }
      String name = oracle.get("name").asText();
      return new OracleCrystal(new Crystal(name, lattice, group, sites).snapped(0.01), oracle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Site site(JsonNode node) {
    List<Species> species = new ArrayList<>();
    node.get("species")
        .properties()
        .forEach(
            entry ->
                species.add(
                    new Species(
                        Element.ofSymbol(entry.getKey()).orElseThrow(),
                        entry.getValue().asDouble())));
    JsonNode point = node.get("frac");
    return new Site(
        "oracle",
        species,
        point.get(0).asDouble(),
        point.get(1).asDouble(),
        point.get(2).asDouble());
  }
}
