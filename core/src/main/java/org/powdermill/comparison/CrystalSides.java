package org.powdermill.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.powdermill.statistics.entries.CrystalEntry;

/**
 * The crystals that are compared, within the limits of volume and atoms.
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

  /** Real crystals as far as the statistics use them: within the limits of volume and atoms. */
  public static List<ComparedCrystal> withinLimits(Collection<CrystalEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.leftOutReason().isEmpty())
        .map(ComparedCrystal::of)
        .toList();
  }

  /** The crystals of these groups alone. */
  CrystalSides of(Set<Integer> groups) {
    Triple<List<ComparedCrystal>> chosen =
        map(side -> side.stream().filter(c -> groups.contains(c.spaceGroup())).toList());
    return new CrystalSides(chosen.synthetic(), chosen.statistics(), chosen.heldOut());
  }

  /** The same of each side. */
  <T> Triple<T> map(Function<List<ComparedCrystal>, T> value) {
    return new Triple<>(value.apply(synthetic), value.apply(statistics), value.apply(heldOut));
  }
}
