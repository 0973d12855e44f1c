package org.powdermill.comparison;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.powdermill.crystal.Element;
import org.powdermill.statistics.entries.OccupiedSite;
import org.powdermill.symmetry.SpaceGroup;

/**
 * A property with categories.
 *
 * @param name in files
 * @param label for people
 * @param categories of a crystal: what is counted
 */
public record CategoricalProperty(
    String name, String label, Function<ComparedCrystal, Stream<Integer>> categories) {

  /** All of them. */
  public static List<CategoricalProperty> all() {
    return List.of(
        new CategoricalProperty(
            "space_groups", "space group", crystal -> Stream.of(crystal.spaceGroup())),
        new CategoricalProperty("elements", "atomic number", CategoricalProperty::atomicNumbers),
        new CategoricalProperty(
            "degrees_of_freedom",
            "degrees of freedom of an occupied position",
            CategoricalProperty::degreesOfFreedom));
  }

  private static Stream<Integer> atomicNumbers(ComparedCrystal crystal) {
    return crystal.sites().stream()
        .map(OccupiedSite::element)
        .distinct()
        .map(symbol -> Element.ofSymbol(symbol).orElseThrow().atomicNumber());
  }

  private static Stream<Integer> degreesOfFreedom(ComparedCrystal crystal) {
    SpaceGroup group = SpaceGroup.of(crystal.spaceGroup());
    return crystal.sites().stream()
        .map(site -> group.wyckoffPosition(site.letter()).degreesOfFreedom());
  }
}
