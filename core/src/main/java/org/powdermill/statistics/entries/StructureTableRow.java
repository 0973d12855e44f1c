package org.powdermill.statistics.entries;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * A line of a structure table (docs/formats.md), read strictly: each value of the type and in the
 * range that it must have.
 *
 * @param id name of the crystal
 * @param source data set that it comes from, or empty
 * @param spaceGroup type in the standard setting
 * @param looseSpaceGroup type at 0.1 angstrom, 0 where none was found; the same where not told
 * @param structureType empty where the line does not speak of it; a blank where the source names
 *     types but not this one's
 * @param lattice the conventional cell
 * @param sites the asymmetric unit
 */
public record StructureTableRow(
    String id,
    String source,
    int spaceGroup,
    int looseSpaceGroup,
    Optional<String> structureType,
    Lattice lattice,
    List<TableSite> sites) {

  private static final String BAD_ROW = "not a row of a structure table";

  /** Sites that a row may have. */
  public static final int MAX_SITES = 5000;

  private static final int MAX_NAME = 200;
  private static final double VOLUME_TOLERANCE = 1e-3;
  private static final double OCCUPANCY_TOLERANCE = 0.01;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(10)
                      .maxNumberLength(40)
                      .maxStringLength(10_000)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  /**
   * A site of a row.
   *
   * @param species what stands on it
   * @param position its Wyckoff position
   * @param x fractional coordinate along a
   * @param y fractional coordinate along b
   * @param z fractional coordinate along c
   */
  public record TableSite(
      List<Species> species, WyckoffPosition position, double x, double y, double z) {

    /** Copies the list. */
    public TableSite {
      species = List.copyOf(species);
    }

    /** The fractional coordinates (x, y, z). */
    public double[] coordinates() {
      return new double[] {x, y, z};
    }
  }

  /** Copies the sites. */
  public StructureTableRow {
    sites = List.copyOf(sites);
  }

  /**
   * Reads a line.
   *
   * @throws EntryException if it is no row of a structure table
   */
  static StructureTableRow parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new EntryException(BAD_ROW, "not JSON: " + e.getOriginalMessage());
    }
    require(node.isObject(), "it is no JSON object");
    JsonNode id = node.path("id");
    require(
        id.isTextual() && isName(id.asText()), "id is no text of 1 to 200 printable characters");
    int number = group(node, "sg");
    JsonNode loose = node.path("sg_loose");
    SpaceGroup group = SpaceGroup.of(number);
    Lattice lattice = lattice(node.path("cell"), group);
    requireVolume(node.path("vol"), lattice);
    return new StructureTableRow(
        id.asText(),
        node.path("src").asText(""),
        number,
        loose.isMissingNode() ? number : loose.isNull() ? 0 : group(node, "sg_loose"),
        structureType(node),
        lattice,
        sites(node.path("sites"), group));
  }

  private static Optional<String> structureType(JsonNode node) {
    JsonNode type = node.path("structure_type");
    if (type.isMissingNode()) {
      return Optional.empty();
    }
    require(type.isNull() || type.isTextual(), "structure_type is neither text nor null");
    return Optional.of(type.isNull() ? "" : type.asText());
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MAX_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static int group(JsonNode node, String field) {
    JsonNode value = node.path(field);
    require(
        value.isInt() && value.asInt() >= 1 && value.asInt() <= SpaceGroup.COUNT,
        field + " is no space group");
    return value.asInt();
  }

  private static Lattice lattice(JsonNode cell, SpaceGroup group) {
    require(cell.isArray() && cell.size() == 6, "cell is no list of six numbers");
    double[] c = new double[6];
    for (int i = 0; i < 6; i++) {
      c[i] = number(cell.get(i), "cell");
    }
    try {
      Lattice lattice = new Lattice(c[0], c[1], c[2], c[3], c[4], c[5]);
      Lattice ideal = group.crystalSystem().idealised(lattice);
      require(
          isClose(lattice.a(), ideal.a())
              && isClose(lattice.b(), ideal.b())
              && isClose(lattice.c(), ideal.c())
              && isClose(lattice.alpha(), ideal.alpha())
              && isClose(lattice.beta(), ideal.beta())
              && isClose(lattice.gamma(), ideal.gamma()),
          "the cell is not that of %s in its standard setting".formatted(group));
      return ideal;
    } catch (IllegalArgumentException e) {
      throw new EntryException(BAD_ROW, e.getMessage());
    }
  }

  private static boolean isClose(double value, double ideal) {
    return Math.abs(value - ideal) <= VOLUME_TOLERANCE * ideal;
  }

  private static void requireVolume(JsonNode vol, Lattice lattice) {
    if (!vol.isMissingNode()) {
      require(
          isClose(number(vol, "vol"), lattice.volume()),
          "vol is %s, but the cell has %.4f".formatted(vol, lattice.volume()));
    }
  }

  private static List<TableSite> sites(JsonNode sites, SpaceGroup group) {
    require(
        sites.isArray() && !sites.isEmpty() && sites.size() <= MAX_SITES,
        "sites is no list of 1 to %d sites".formatted(MAX_SITES));
    List<TableSite> all = new ArrayList<>(sites.size());
    for (JsonNode site : sites) {
      require(site.isArray() && site.size() == 6, "a site is no list of six values");
      all.add(
          new TableSite(
              species(site.get(0)),
              position(site, group),
              number(site.get(3), "x"),
              number(site.get(4), "y"),
              number(site.get(5), "z")));
    }
    return all;
  }

  private static WyckoffPosition position(JsonNode site, SpaceGroup group) {
    String letter = site.get(2).asText();
    require(letter.length() == 1, "a Wyckoff letter is '%s'".formatted(letter));
    WyckoffPosition position;
    try {
      position = group.wyckoffPosition(letter.charAt(0));
    } catch (IllegalArgumentException e) {
      throw new EntryException(BAD_ROW, e.getMessage());
    }
    require(
        site.get(1).isInt() && site.get(1).asInt() == position.multiplicity(),
        "position %s has the multiplicity %d, not %s"
            .formatted(letter, position.multiplicity(), site.get(1)));
    return position;
  }

  private static List<Species> species(JsonNode node) {
    if (node.isTextual()) {
      return List.of(new Species(element(node.asText()), 1));
    }
    require(node.isObject() && !node.isEmpty(), "a site holds neither an element nor elements");
    List<Species> species = new ArrayList<>();
    double sum = 0;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      double occupancy = number(entry.getValue(), "occupancy");
      sum += occupancy;
      require(
          occupancy > 0 && sum <= 1 + OCCUPANCY_TOLERANCE,
          "a site is filled more than once or less than not at all");
      species.add(new Species(element(entry.getKey()), Math.min(1, occupancy)));
    }
    return species;
  }

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol)
        .orElseThrow(() -> new EntryException(BAD_ROW, "'%s' is no element".formatted(symbol)));
  }

  private static double number(JsonNode node, String what) {
    require(node.isNumber() && Double.isFinite(node.asDouble()), what + " is no number");
    return node.asDouble();
  }

  private static void require(boolean condition, String detail) {
    if (!condition) {
      throw new EntryException(BAD_ROW, detail);
    }
  }
}
