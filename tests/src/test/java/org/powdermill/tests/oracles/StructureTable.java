package org.powdermill.tests.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.tests.SharedFolder;

/** Reads {@code structures/structures.jsonl.gz} of the shared folder. */
public final class StructureTable {

  /**
   * A real crystal in its standard cell.
   *
   * @param id in its source
   * @param crystal from space group and asymmetric unit
   * @param spaceGroup found by spglib at 0.01 angstrom
   * @param looseSpaceGroup found at 0.1 angstrom; 0 where none was found
   * @param atomsInCell atoms of the conventional cell
   * @param wyckoffLetters of each site
   */
  public record Row(
      String id,
      Crystal crystal,
      int spaceGroup,
      int looseSpaceGroup,
      int atomsInCell,
      List<String> wyckoffLetters) {}

  private StructureTable() {}

  /** Every n-th line. */
  public static List<Row> everyNth(int n) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(SharedFolder.require("structures/structures.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      int line = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        if (line++ % n == 0) {
          rows.add(row(json.readTree(text)));
        }
      }
    }
    return rows;
  }

  private static Row row(JsonNode node) {
    JsonNode cell = node.get("cell");
    int number = node.get("sg").asInt();
    List<Site> sites = new ArrayList<>();
    List<String> letters = new ArrayList<>();
    for (JsonNode site : node.get("sites")) {
      letters.add(site.get(2).asText());
      sites.add(
          new Site(
              "site" + letters.size(),
              species(site.get(0)),
              site.get(3).asDouble(),
              site.get(4).asDouble(),
              site.get(5).asDouble()));
    }
    Lattice lattice =
        new Lattice(
            cell.get(0).asDouble(),
            cell.get(1).asDouble(),
            cell.get(2).asDouble(),
            cell.get(3).asDouble(),
            cell.get(4).asDouble(),
            cell.get(5).asDouble());
    String id = node.get("id").asText();
    return new Row(
        id,
        new Crystal(id, lattice, SpaceGroup.of(number).symmetryGroup(), sites),
        number,
        node.path("sg_loose").asInt(),
        node.get("nat").asInt(),
        letters);
  }

  private static List<Species> species(JsonNode node) {
    if (node.isTextual()) {
      return List.of(new Species(element(node.asText()), 1));
    }
    List<Species> species = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      species.add(new Species(element(entry.getKey()), Math.min(1, entry.getValue().asDouble())));
    }
    return species;
  }

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol)
        .orElseThrow(() -> new IllegalArgumentException("no element " + symbol));
  }
}
