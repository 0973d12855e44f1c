package org.powdermill.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.powdermill.statistics.entries.CrystalEntry;

/**
 * The crystals that are compared.
 *
 * @param synthetic drawn from the statistics
 * @param statistics real, those that the statistics were gathered from
 * @param heldOut real, of other structure types
 */
public record CrystalSides(
    List<ComparedCrystal> synthetic,
    List<ComparedCrystal> statistics,
    List<ComparedCrystal> heldOut) {

  /** Copies the lists. */
  public CrystalSides {
    synthetic = List.copyOf(synthetic);
    statistics = List.copyOf(statistics);
    heldOut = List.copyOf(heldOut);
  }

  /** Real crystals as far as they can be compared: of a class, and within the limits. */
  public static List<ComparedCrystal> comparable(
      Collection<CrystalEntry> entries, Set<Integer> classes) {
    return entries.stream()
        .filter(entry -> classes.contains(entry.spaceGroup()))
        .filter(entry -> entry.leftOutReason().isEmpty())
        .map(ComparedCrystal::of)
        .toList();
  }

  /** The same of each side. */
  <T> Triple<T> map(Function<List<ComparedCrystal>, T> value) {
    return new Triple<>(value.apply(synthetic), value.apply(statistics), value.apply(heldOut));
  }
}
