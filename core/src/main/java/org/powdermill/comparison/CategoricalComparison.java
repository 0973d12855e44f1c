package org.powdermill.comparison;

import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * A property with categories instead of numbers, compared by shares.
 *
 * @param name of the property
 * @param label for people
 * @param totalVariation half the sum of the absolute differences of the shares
 * @param shares of each category
 */
public record CategoricalComparison(
    String name,
    String label,
    Distances totalVariation,
    Triple<SortedMap<Integer, Double>> shares) {

  static CategoricalComparison of(CategoricalProperty property, CrystalSides sides) {
    Triple<SortedMap<Integer, Double>> shares =
        sides.map(crystals -> Shares.of(crystals.stream().flatMap(property.categories())));
    return new CategoricalComparison(
        property.name(),
        property.label(),
        Distances.of(shares, Shares::totalVariation, OptionalDouble.empty()),
        shares);
  }
}
