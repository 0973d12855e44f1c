package org.powdermill.cif;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Judges an origin by what the file tells besides its symbol: the multiplicities of the sites, then
 * the formula; failing these, the wrong origin shows by atoms on general positions that should lie
 * on special ones, so that the fewest sites in the cell are right.
 */
final class OriginChoice {

  private static final double TOLERANCE = 0.01;

  private OriginChoice() {}

  /**
   * What a file tells of the cell's contents.
   *
   * @param formula {@code _chemical_formula_sum}
   * @param units formula units in the cell, where told
   */
  record Declared(Formula formula, OptionalInt units) {

    static Declared of(CifBlock block) {
      return new Declared(
          Formula.parse(block.value("_chemical_formula_sum").orElse("")),
          block
              .value("_cell_formula_units_z")
              .filter(text -> text.matches("\\d{1,4}"))
              .map(text -> OptionalInt.of(Integer.parseInt(text)))
              .orElse(OptionalInt.empty()));
    }
  }

  /** Whether the atoms are of the formula's elements, but in other proportions. */
  static boolean contradictsFormula(AsymmetricUnit unit, Declared declared) {
    return declared.formula().atoms().keySet().equals(unit.contents().keySet())
        && agreement(unit, declared) == 0;
  }

  /** Whether the first describes the file better than the second. */
  static boolean isBetter(AsymmetricUnit one, AsymmetricUnit other, Declared declared) {
    if (one.agreeingMultiplicities() != other.agreeingMultiplicities()) {
      return one.agreeingMultiplicities() > other.agreeingMultiplicities();
    }
    int difference = agreement(one, declared) - agreement(other, declared);
    return difference != 0 ? difference > 0 : one.sitesInCell() < other.sitesInCell();
  }

  /** 2: formula and number of formula units are met; 1: the formula; 0: neither. */
  private static int agreement(AsymmetricUnit unit, Declared declared) {
    Formula formula = declared.formula();
    if (formula.isEmpty() || !formula.atoms().keySet().equals(unit.contents().keySet())) {
      return 0;
    }
    double least = Double.MAX_VALUE;
    double most = 0;
    for (Map.Entry<String, Double> part : formula.atoms().entrySet()) {
      double ratio = unit.contents().get(part.getKey()) / part.getValue();
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
    }
    if (!(most <= least * (1 + TOLERANCE))) {
      return 0;
    }
    boolean unitsMet =
        declared.units().isPresent()
            && Math.abs(least - declared.units().getAsInt()) <= TOLERANCE * least;
    return unitsMet ? 2 : 1;
  }
}
