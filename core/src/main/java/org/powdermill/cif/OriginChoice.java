package org.powdermill.cif;

import java.util.Map;
import java.util.Optional;

/**
 * Judges an origin by what the file tells besides its symbol: the multiplicities of the sites, then
 * the formula; failing these, the wrong origin shows by atoms on general positions that should lie
 * on special ones, so that the fewest sites in the cell are right.
 */
final class OriginChoice {

  private static final double TOLERANCE = 0.01;

  private OriginChoice() {}

  /** Whether the first describes the file better than the second. */
  static boolean isBetter(AsymmetricUnit one, AsymmetricUnit other, CifBlock block) {
    if (one.agreeingMultiplicities() != other.agreeingMultiplicities()) {
      return one.agreeingMultiplicities() > other.agreeingMultiplicities();
    }
    Formula formula = Formula.parse(block.value("_chemical_formula_sum").orElse(""));
    Optional<String> units = block.value("_cell_formula_units_z");
    int difference = agreement(one, formula, units) - agreement(other, formula, units);
    return difference != 0 ? difference > 0 : one.sitesInCell() < other.sitesInCell();
  }

  /** 2: formula and number of formula units are met; 1: the formula; 0: neither. */
  private static int agreement(AsymmetricUnit unit, Formula formula, Optional<String> units) {
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
        units.isPresent()
            && units.get().matches("\\d{1,4}")
            && Math.abs(least - Integer.parseInt(units.get())) <= TOLERANCE * least;
    return unitsMet ? 2 : 1;
  }
}
