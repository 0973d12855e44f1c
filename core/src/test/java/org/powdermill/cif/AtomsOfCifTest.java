package org.powdermill.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.powdermill.cif.TestCif.accepted;
import static org.powdermill.cif.TestCif.atoms;
import static org.powdermill.cif.TestCif.atomsWithOccupancy;
import static org.powdermill.cif.TestCif.cell;
import static org.powdermill.cif.TestCif.crystal;
import static org.powdermill.cif.TestCif.cubic;
import static org.powdermill.cif.TestCif.refused;
import static org.powdermill.cif.TestCif.sitesInCell;
import static org.powdermill.cif.TestCif.symbol;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryOperation;

class AtomsOfCifTest {

  private static final String P1 = cubic(5) + symbol("P 1");
  private static final String CENTRED = cubic(5) + symbol("P -1");

  @Test
  void uncertaintiesInBracketsAreLeftOut() {
    Crystal crystal =
        crystal(
            "data_test\n_cell_length_a 5.123(4)\n_cell_length_b 6.1(12)\n_cell_length_c 7\n"
                + "_cell_angle_alpha 90\n_cell_angle_beta 101.25(3)\n_cell_angle_gamma 90\n"
                + symbol("P 1")
                + atoms("Fe1 0.1234(5) -.25(1) 1e-1"));
    assertThat(crystal.lattice().a()).isEqualTo(5.123);
    assertThat(crystal.lattice().beta()).isEqualTo(101.25);
    assertThat(crystal.asymmetricUnit().get(0).coordinates()).containsExactly(0.1234, -0.25, 0.1);
  }

  @Property
  void numberIsReadBackWhateverItsUncertainty(
      @ForAll @DoubleRange(min = -999, max = 999) double value,
      @ForAll @IntRange(min = 1, max = 99) int uncertainty) {
    String text = "%.6f(%d)".formatted(value, uncertainty);
    assertThat(CifNumber.parse(text, "x")).isCloseTo(value, within(5.1e-7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NaN", "Infinity", "1e999", "0x1p3", "1d", "--1", "1.2.3", "a", "(5)", "1/0"})
  void wordThatIsNoNumberIsRefused(String text) {
    assertThat(refused(P1 + atoms("Fe1 " + text + " 0 0")).reason())
        .isEqualTo(RefusalReason.BAD_NUMBER);
  }

  @Test
  void coordinateWritten03333SnapsToItsSpecialPosition() {
    String cif =
        cell(3.2, 3.2, 5.2, 90, 90, 120) + symbol("P 63/m m c") + atoms("Mg1 0.3333 0.6667 0.25");
    assertThat(sitesInCell(cif)).hasSize(2);
    assertThat(crystal(cif).asymmetricUnit().get(0).x()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void rowsOnOnePointBecomeOneDisorderedSite() {
    Crystal crystal =
        crystal(P1 + atomsWithOccupancy("Fe1 0 0 0 0.7", "Mg1 0 0 0 0.3(1)", "O1 .5 .5 .5 ."));
    assertThat(crystal.asymmetricUnit()).hasSize(2);
    assertThat(crystal.asymmetricUnit().get(0).species())
        .extracting(species -> species.element().symbol(), Species::occupancy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Fe", 0.7),
            org.assertj.core.groups.Tuple.tuple("Mg", 0.3));
    assertThat(crystal.asymmetricUnit().get(1).isOrdered()).isTrue();
  }

  @Test
  void rowsOnImagesOfOnePointBecomeOneDisorderedSite() {
    Crystal crystal = crystal(CENTRED + atomsWithOccupancy("Fe1 .1 .2 .3 0.7", "Mg1 .9 .8 .7 0.3"));
    assertThat(crystal.asymmetricUnit()).hasSize(1);
    assertThat(crystal.asymmetricUnit().get(0).species()).hasSize(2);
  }

  @Test
  void mixedValencesOnOnePointAddUp() {
    List<Site> sites =
        crystal(P1 + atomsWithOccupancy("Fe2+ 0 0 0 0.5", "Fe3+ 0 0 0 0.5")).asymmetricUnit();
    assertThat(sites).hasSize(1);
    assertThat(sites.get(0).isOrdered()).isTrue();
  }

  @Test
  void atomListedAgainCountsOnce() {
    CifResult.Accepted result =
        accepted(
            CENTRED
                + atomsWithOccupancy(
                    "Fe1 .1 .2 .3 1",
                    "Fe1 .1 .2 .3 1",
                    "Fe2 -.1 -.2 .7 1",
                    "O1 .4 .1 .3 .5",
                    "O1 .6 .9 .7 .5"));
    assertThat(result.crystal().asymmetricUnit()).hasSize(2);
    assertThat(result.crystal().asymmetricUnit().get(1).species().get(0).occupancy())
        .isEqualTo(0.5);
    assertThat(result.notes()).containsExactly("3 atoms are listed again and counted once");
  }

  @Property(tries = 60)
  void listingTheWholeCellGivesTheSameCrystalAsItsAsymmetricUnit(
      @ForAll @IntRange(min = 195, max = 230) int group,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double x,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double y) {
    StringBuilder operations = new StringBuilder("loop_\n_symmetry_equiv_pos_as_xyz\n");
    for (SymmetryOperation operation : SpaceGroup.of(group).symmetryGroup().operations()) {
      operations.append(operation).append('\n');
    }
    String symmetry = cubic(9) + operations;
    String unit = symmetry + atoms("Fe1 %.9f %.9f 0.137".formatted(x, y));
    List<Site> cell = sitesInCell(unit);
    String whole =
        symmetry
            + atoms(
                cell.stream()
                    .map(s -> "Fe %.9f %.9f %.9f".formatted(s.x(), s.y(), s.z()))
                    .toArray(String[]::new));
    assertThat(sitesInCell(whole)).hasSameSizeAs(cell);
    assertThat(crystal(whole).asymmetricUnit()).hasSize(1);
  }

  @Test
  void occupanciesAboveOneByRoundingAreScaledAndNoted() {
    CifResult.Accepted result =
        accepted(P1 + atomsWithOccupancy("Fe1 0 0 0 0.67", "Mg1 0 0 0 0.34"));
    assertThat(
            result.crystal().asymmetricUnit().get(0).species().stream()
                .mapToDouble(Species::occupancy)
                .sum())
        .isCloseTo(1, within(1e-12));
    assertThat(result.notes()).hasSize(1);
  }

  @Test
  void siteFilledMoreThanOnceIsRefused() {
    assertThat(refused(P1 + atomsWithOccupancy("Fe1 0 0 0 0.8", "Mg1 0 0 0 0.5")).detail())
        .contains("Fe1", "1.300");
    assertThat(refused(P1 + atomsWithOccupancy("Fe1 0 0 0 1.5")).reason())
        .isEqualTo(RefusalReason.BAD_OCCUPANCY);
    assertThat(refused(P1 + atomsWithOccupancy("Fe1 0 0 0 -0.5")).reason())
        .isEqualTo(RefusalReason.BAD_OCCUPANCY);
  }

  @Test
  void emptySitesDummiesAndHydrogenNowhereAreLeftOutAndNoted() {
    String loop =
        """
        loop_
        _atom_site_label
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        _atom_site_occupancy
        _atom_site_calc_flag
        Fe1 0 0 0 1 d
        X1 .5 .5 .5 1 dum
        O1 .1 .1 .1 0 d
        H1 ? ? ? 1 calc
        """;
    CifResult.Accepted result = accepted(P1 + loop);
    assertThat(result.crystal().asymmetricUnit()).hasSize(1);
    assertThat(result.notes())
        .containsExactly(
            "1 dummy atoms are left out",
            "1 atoms of occupancy 0 are left out",
            "1 hydrogen atoms without coordinates are left out");
  }

  @ParameterizedTest
  @CsvSource({
    "Fe3+, Fe",
    "O2-, O",
    "O-2, O",
    "Fe+3, Fe",
    "FE, Fe",
    "fe, Fe",
    "D, H",
    "T, H",
    "D1+, H",
    "Si4+, Si",
    "Fe1, Fe",
    "11B, B",
    "Ow, O",
    "CA, Ca",
    "Hg, Hg",
    "H1+, H",
    "Cu2.5+, Cu",
  })
  void elementIsReadFromTheTypeSymbol(String type, String element) {
    assertThat(elementOfType(type)).isEqualTo(element);
  }

  private static String elementOfType(String type) {
    String loop =
        "loop_\n_atom_site_type_symbol\n_atom_site_label\n_atom_site_fract_x\n"
            + "_atom_site_fract_y\n_atom_site_fract_z\n'"
            + type
            + "' A1 0 0 0\n";
    return crystal(P1 + loop).asymmetricUnit().get(0).species().get(0).element().symbol();
  }

  @ParameterizedTest
  @CsvSource({
    "Fe1, Fe, ''",
    "FE1, Fe, ''",
    "OW, O, ''",
    "Ow1, O, ''",
    "OH1, O, ''",
    "O-H4, O, ''",
    "SiT1, Si, ''",
    "AlM2, Al, ''",
    "D1, H, ''",
    "CA1, Ca, ''",
    "CA1, C, 'C2 H4'",
    "CA1, Ca, 'Ca C O3'",
    "Co1, Co, 'Co O'",
    "CO1, C, 'C O2'",
    "Hw1, H, ''",
    "O_1, O, ''",
    "T1, H, 'T2 O'",
    "W1, W, 'W O3'",
    "'(Fe1)', Fe, ''",
    "Obo, O, 'Si O2'",
    "K, K, ''",
  })
  void elementIsReadFromTheLabelAndTheFormula(String label, String element, String formula) {
    String told = formula.isEmpty() ? "" : "_chemical_formula_sum '" + formula + "'\n";
    String row = "'" + label + "' 0 0 0";
    assertThat(
            crystal(P1 + told + atoms(row))
                .asymmetricUnit()
                .get(0)
                .species()
                .get(0)
                .element()
                .symbol())
        .isEqualTo(element);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wat", "Wat1", "Va", "M1", "X", "Me2", "T1", "1", "Zz1", "Vac"})
  void kindThatIsNoElementIsRefusedByName(String label) {
    CifResult.Refused refused = refused(P1 + atoms(label + " 0 0 0"));
    assertThat(refused.reason()).isEqualTo(RefusalReason.UNKNOWN_ELEMENT);
    assertThat(refused.detail()).contains("'" + label + "'");
  }

  @Test
  void cartesianCoordinatesAloneAreRefused() {
    assertThat(
            refused(
                    P1
                        + "loop_\n_atom_site_label\n_atom_site_Cartn_x\n_atom_site_Cartn_y\n"
                        + "_atom_site_Cartn_z\nFe1 0 0 0\n")
                .reason())
        .isEqualTo(RefusalReason.NO_FRACTIONAL_COORDINATES);
  }

  @Test
  void atomWithoutCoordinateIsRefused() {
    assertThat(refused(P1 + atoms("Fe1 0 ? 0")).detail()).contains("fract_y", "Fe1");
  }

  @Test
  void loopWithAMissingValueIsRefused() {
    assertThat(refused(P1 + atoms("Fe1 0 0 0", "O1 0.5 0.5")).reason())
        .isEqualTo(RefusalReason.BAD_LOOP);
  }

  @Test
  void atomsInOtherProportionsThanTheFormulaAreNoted() {
    assertThat(
            accepted(
                    P1
                        + "_chemical_formula_sum 'Fe O'\n"
                        + atoms("Fe1 0 0 0", "O1 .5 .5 .5", "O2 .2 .2 .2"))
                .notes())
        .containsExactly(
            "the atoms in the cell are not in the proportions of _chemical_formula_sum");
  }

  @Test
  void supercellInP1WithOneOperationIsRead() {
    String cif =
        cubic(10)
            + "_symmetry_equiv_pos_as_xyz x,y,z\n"
            + atoms("Po1 0 0 0", "Po2 .5 0 0", "Po3 0 .5 0", "Po4 .5 .5 0");
    assertThat(sitesInCell(cif)).hasSize(4);
  }
}
