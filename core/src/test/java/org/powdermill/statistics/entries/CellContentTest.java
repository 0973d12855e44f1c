package org.powdermill.statistics.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Species;

class CellContentTest {

  private static Species species(String symbol, double occupancy) {
    return new Species(Element.ofSymbol(symbol).orElseThrow(), occupancy);
  }

  private static double sphere(double radius) {
    return 4.0 / 3 * Math.PI * Math.pow(radius, 3);
  }

  @Test
  void atomicVolumeWeightsEachSpeciesByItsOccupancy() {
    CellContent content = new CellContent();
    content.add(List.of(species("Mg", 0.75), species("Fe", 0.25)), 4);
    content.add(List.of(species("O", 1)), 4);

    double magnesium = sphere((1.41 + 2.51) / 2);
    double iron = sphere((1.32 + 2.44) / 2);
    double oxygen = sphere((0.66 + 1.50) / 2);
    assertThat(content.atomicVolume()).isCloseTo(3 * magnesium + iron + 4 * oxygen, within(1e-9));
    assertThat(content.disordered()).isTrue();
  }

  @Test
  void formulaIsReduced() {
    CellContent content = new CellContent();
    content.add(List.of(species("O", 1)), 4);
    content.add(List.of(species("Ti", 1)), 2);

    assertThat(content.formula()).isEqualTo("O2 Ti1");
    assertThat(content.anonymousFormula()).isEqualTo("1:2");
    assertThat(content.disordered()).isFalse();
  }

  @Test
  void formulaOfAMixedCrystalTellsShares() {
    CellContent content = new CellContent();
    content.add(List.of(species("Cu", 0.3), species("Au", 0.7)), 4);

    assertThat(content.formula()).isEqualTo("Au0.700 Cu0.300");
  }

  @Test
  void ofAMixedSiteTheElementOfHighestOccupancyIsCounted() {
    assertThat(CellContent.dominant(List.of(species("Fe", 0.4), species("Mg", 0.6))).symbol())
        .isEqualTo("Mg");
    assertThat(CellContent.dominant(List.of(species("Fe", 0.5), species("Mg", 0.5))).symbol())
        .isEqualTo("Mg");
  }

  @Test
  void elementWithoutRadiusIsNamed() {
    assertThatThrownBy(() -> new CellContent().add(List.of(species("Pm", 1)), 1))
        .isInstanceOf(EntryException.class)
        .hasMessage("the van der Waals radius of Pm is not tabulated");
  }
}
