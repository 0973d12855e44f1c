package org.powdermill.statistics.entries;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Species;

/** The atoms of a conventional cell: their volume, their formula, and whether they are ordered. */
final class CellContent {

  private static final double WHOLE = 1e-6;

  private final Map<String, Double> atoms = new TreeMap<>();
  private double atomicVolume;
  private boolean disordered;

  /**
   * Adds the atoms of a site.
   *
   * @throws EntryException if the radius of an element is not known
   */
  void add(List<Species> species, int multiplicity) {
    for (Species one : species) {
      double count = multiplicity * one.occupancy();
      atoms.merge(one.element().symbol(), count, Double::sum);
      double radius = radius(one.element());
      atomicVolume += count * 4 / 3 * Math.PI * radius * radius * radius;
    }
    disordered |= species.size() > 1 || species.get(0).occupancy() < 1;
  }

  /** (covalent + van der Waals radius) / 2, angstrom (DESIGN 3, step 3). */
  private static double radius(Element element) {
    OptionalDouble covalent = element.covalentRadius();
    OptionalDouble vanDerWaals = element.vanDerWaalsRadius();
    if (covalent.isEmpty() || vanDerWaals.isEmpty()) {
      throw new EntryException(
          "no radius of " + element.symbol(),
          "the %s radius of %s is not tabulated"
              .formatted(covalent.isEmpty() ? "covalent" : "van der Waals", element.symbol()));
    }
    return (covalent.getAsDouble() + vanDerWaals.getAsDouble()) / 2;
  }

  /** The element that is counted for a site: that of the highest occupancy, the first of equals. */
  static Element dominant(List<Species> species) {
    return species.stream()
        .max(
            Comparator.comparingDouble(Species::occupancy)
                .thenComparing(one -> -one.element().atomicNumber()))
        .orElseThrow()
        .element();
  }

  /** Sum of multiplicity * occupancy * 4/3 pi r^3, cubic angstrom. */
  double atomicVolume() {
    return atomicVolume;
  }

  boolean disordered() {
    return disordered;
  }

  /** Elements by symbol with the least whole numbers, else with their shares of all atoms. */
  String formula() {
    List<String> amounts = amounts();
    StringBuilder text = new StringBuilder();
    int i = 0;
    for (String symbol : atoms.keySet()) {
      text.append(symbol).append(amounts.get(i++)).append(' ');
    }
    return text.toString().strip();
  }

  /** The amounts of {@link #formula()} alone, sorted. */
  String anonymousFormula() {
    List<String> amounts = new ArrayList<>(amounts());
    amounts.sort(null);
    return String.join(":", amounts);
  }

  private List<String> amounts() {
    double total = 0;
    long divisor = 0;
    boolean whole = true;
    for (double count : atoms.values()) {
      total += count;
      whole &= Math.abs(count - Math.rint(count)) < WHOLE;
      divisor = greatestCommonDivisor(Math.round(count), divisor);
    }
    List<String> amounts = new ArrayList<>();
    for (double count : atoms.values()) {
      amounts.add(
          whole
              ? String.valueOf(Math.round(count) / divisor)
              : String.format(Locale.ROOT, "%.3f", count / total));
    }
    return amounts;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
