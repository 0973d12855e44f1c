package org.powdermill.crystal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;

class ChemicalFormulaTest {

  private static final Lattice CELL = new Lattice(5, 5, 5, 90, 90, 90);

  @Test
  void electropositiveElementsComeFirst() {
    assertThat(formula(site("O", 0.1, 1), site("O", 0.2, 1), site("Ti", 0.3, 1)))
        .hasToString("TiO2");
    assertThat(formula(site("O", 0.1, 1), site("H", 0.2, 1), site("Na", 0.3, 1)))
        .hasToString("NaHO");
  }

  @Test
  void carbonAndHydrogenComeFirstWhereBothArePresent() {
    assertThat(formula(site("O", 0.1, 1), site("N", 0.2, 1), site("H", 0.3, 1), site("C", 0.4, 1)))
        .hasToString("CHNO");
  }

  @Test
  void amountsAreDividedByWhatTheyShare() {
    assertThat(formula(SpaceGroup.of(225), Site.of(element("Cu"), 0, 0, 0))).hasToString("Cu");
  }

  @Test
  void brokenAmountsStay() {
    assertThat(formula(site("Fe", 0.1, 0.95), site("O", 0.2, 1))).hasToString("Fe0.95O");
    assertThat(formula(site("Fe", 0.1, 0.5), site("O", 0.2, 1))).hasToString("Fe0.5O");
  }

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol).orElseThrow();
  }

  private static Site site(String symbol, double x, double occupancy) {
    return new Site(symbol, List.of(new Species(element(symbol), occupancy)), x, 0.2, 0.3);
  }

  private static ChemicalFormula formula(Site... sites) {
    return formula(SpaceGroup.of(1), sites);
  }

  private static ChemicalFormula formula(SpaceGroup group, Site... sites) {
    return ChemicalFormula.of(new Crystal("x", CELL, group.symmetryGroup(), List.of(sites)));
  }
}
