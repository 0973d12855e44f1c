package org.powdermill.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.powdermill.cif.TestCif.accepted;
import static org.powdermill.cif.TestCif.atoms;
import static org.powdermill.cif.TestCif.cell;
import static org.powdermill.cif.TestCif.crystal;
import static org.powdermill.cif.TestCif.cubic;
import static org.powdermill.cif.TestCif.refused;
import static org.powdermill.cif.TestCif.sitesInCell;
import static org.powdermill.cif.TestCif.symbol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.cif.DeclaredSymmetry.Source;
import org.powdermill.symmetry.HallSymbol;
import org.powdermill.symmetry.SymmetryGroup;

class SymmetryOfCifTest {

  private static final String INVERSION =
      "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'-x,-y,-z'\n";
  private static final String HALL = "_symmetry_space_group_name_Hall '-P 2ac 2n'\n";
  private static final String NUMBER = "_symmetry_Int_Tables_number 227\n";
  private static final String ATOM = atoms("Fe1 0.1 0.2 0.3");

  @Test
  void operationsWinOverHallSymbol() {
    CifResult.Accepted result = accepted(cubic(5) + HALL + INVERSION + ATOM);
    assertThat(result.symmetry().source()).isEqualTo(Source.OPERATIONS);
    assertThat(result.crystal().symmetryGroup().order()).isEqualTo(2);
  }

  @Test
  void hallSymbolWinsOverHermannMauguin() {
    CifResult.Accepted result = accepted(cubic(5) + symbol("F m -3 m") + HALL + ATOM);
    assertThat(result.symmetry().source()).isEqualTo(Source.HALL);
    assertThat(result.crystal().symmetryGroup()).isEqualTo(HallSymbol.parse("-P 2ac 2n"));
  }

  @Test
  void hermannMauguinWinsOverNumber() {
    CifResult.Accepted result = accepted(cubic(5) + NUMBER + symbol("F m -3 m") + ATOM);
    assertThat(result.symmetry().source()).isEqualTo(Source.HERMANN_MAUGUIN);
    assertThat(result.crystal().symmetryGroup()).isEqualTo(HallSymbol.parse("-F 4 2 3"));
    assertThat(result.symmetry().number()).hasValue(227);
  }

  @Test
  void numberAloneMeansTheStandardSetting() {
    CifResult.Accepted result =
        accepted(cell(5, 6, 7, 90, 100, 90) + "_space_group_IT_number 14\n" + ATOM);
    assertThat(result.symmetry().source()).isEqualTo(Source.NUMBER);
    assertThat(result.crystal().symmetryGroup()).isEqualTo(HallSymbol.parse("-P 2ybc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_symmetry_equiv_pos_as_xyz",
        "_symmetry_equiv.pos_as_xyz",
        "_space_group_symop_operation_xyz",
        "_space_group_symop.operation_xyz",
        "_SPACE_GROUP_SYMOP_OPERATION_XYZ",
      })
  void operationsAreReadUnderEachOfTheirNames(String item) {
    assertThat(
            crystal(cubic(5) + "loop_\n" + item + "\nx,y,z\n'-X, 1/2+Y, -Z'\n" + ATOM)
                .symmetryGroup())
        .isEqualTo(HallSymbol.parse("P 2yb").withOriginShift(new int[3]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_symmetry_space_group_name_H-M",
        "_symmetry.space_group_name_H-M",
        "_space_group_name_H-M_alt",
        "_space_group.name_H-M_alt",
        "_space_group_name_H-M_full",
        "_symmetry_space_group_name_h-m",
      })
  void symbolIsReadUnderEachOfItsNames(String item) {
    assertThat(crystal(cubic(5) + item + " 'P n m a'\n" + ATOM).symmetryGroup())
        .isEqualTo(HallSymbol.parse("-P 2ac 2n"));
  }

  @Test
  void unknownValuesCountAsNotGiven() {
    String unknown =
        """
        _symmetry_equiv_pos_as_xyz ?
        _symmetry_space_group_name_Hall .
        _symmetry_space_group_name_H-M ?
        _symmetry_Int_Tables_number 2
        """;
    assertThat(crystal(cubic(5) + unknown + ATOM).symmetryGroup().order()).isEqualTo(2);
  }

  @Test
  void operationsAreCompletedToAGroupAndThisIsNoted() {
    CifResult.Accepted result =
        accepted(cubic(5) + "loop_\n_symmetry_equiv_pos_as_xyz\n'y,z,x'\n'-y,x,z'\n" + ATOM);
    assertThat(result.crystal().symmetryGroup().order()).isEqualTo(24);
    assertThat(result.notes()).containsExactly("2 operations are listed and complete to 24");
  }

  @Test
  void operationsInOneTextFieldAreRead() {
    String field = "_symmetry_equiv_pos_as_xyz\n;\nx,y,z\n-x,-y,-z\n;\n";
    assertThat(crystal(cubic(5) + field + ATOM).symmetryGroup().order()).isEqualTo(2);
  }

  @Test
  void operationAgainstTheCellIsRefusedByName() {
    CifResult.Refused refused =
        refused(cell(5, 6, 7, 90, 90, 90) + "loop_\n_symmetry_equiv_pos_as_xyz\n'y,x,-z'\n" + ATOM);
    assertThat(refused.reason()).isEqualTo(RefusalReason.SYMMETRY_AGAINST_CELL);
    assertThat(refused.detail()).contains("y,x,-z");
  }

  @Test
  void symbolAgainstTheCellIsRefused() {
    assertThat(refused(cell(5, 6, 7, 90, 90, 90) + symbol("F m -3 m") + ATOM).reason())
        .isEqualTo(RefusalReason.SYMMETRY_AGAINST_CELL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,y", "x,y,z+1/7", "x,y,foo", "x,x,z", "x,y,z,+1"})
  void operationThatIsNoneIsRefused(String operation) {
    assertThat(
            refused(cubic(5) + "_symmetry_equiv_pos_as_xyz '" + operation + "'\n" + ATOM).reason())
        .isEqualTo(RefusalReason.BAD_SYMMETRY);
  }

  @Test
  void symbolThatIsNotTabulatedIsRefusedUnlessOperationsAreGiven() {
    String cif = cubic(5) + symbol("C 4/m m m") + NUMBER;
    assertThat(refused(cif + ATOM).detail()).contains("C 4/m m m", "530");
    assertThat(accepted(cif + INVERSION + ATOM).symmetry().source()).isEqualTo(Source.OPERATIONS);
  }

  @Test
  void noSymmetryIsRefused() {
    assertThat(refused(cubic(5) + ATOM).reason()).isEqualTo(RefusalReason.NO_SYMMETRY);
  }

  @Test
  void axesOfRhombohedralGroupsAreToldByTheCell() {
    String atom = atoms("Fe1 0 0 0");
    assertThat(crystal(cell(3, 3, 15, 90, 90, 120) + symbol("R -3 m") + atom).symmetryGroup())
        .isEqualTo(HallSymbol.parse("-R 3 2\""));
    assertThat(crystal(cell(5, 5, 5, 60, 60, 60) + symbol("R -3 m") + atom).symmetryGroup())
        .isEqualTo(HallSymbol.parse("-P 3* 2"));
    assertThat(
            crystal(cell(5, 5, 5, 60, 60, 60) + "_space_group_IT_number 166\n" + atom)
                .symmetryGroup())
        .isEqualTo(HallSymbol.parse("-P 3* 2"));
  }

  @Test
  void choiceThatTheCellContradictsIsLeftAsideAndNoted() {
    CifResult.Accepted result =
        accepted(cell(5, 5, 5, 60, 60, 60) + symbol("R -3 m :H") + atoms("Fe1 0 0 0"));
    assertThat(result.crystal().symmetryGroup()).isEqualTo(HallSymbol.parse("-P 3* 2"));
    assertThat(result.notes()).anyMatch(note -> note.contains("'H'"));
  }

  @ParameterizedTest
  @CsvSource({
    "P 21/c, 90, 100, 90, -P 2ybc", "P 21/c, 100, 90, 90, -P 2xac", "P 21/n, 90, 100, 90, -P 2yn",
    "P 21/n, 90, 90, 100, -P 2n", "C 2/m, 90, 100, 90, -C 2y", "C 2/m, 100, 90, 90, -C 2x",
    "B 2/m, 90, 90, 100, -B 2", "P 21/m, 90, 90, 90, -P 2yb", "P 21/m, 90, 90, 100, -P 2c",
    "P 21/m, 90, 90.2, 90, -P 2yb", "P 21/m, 90, 90, 90.2, -P 2c", "I 1 2/a 1, 90, 100, 90, -I 2ya",
    "P 1 1 21/b, 90, 90, 100, -P 2bc", "C -1, 80, 85, 95, -C 1",
  })
  void uniqueAxisIsToldByTheCell(
      String symbol, double alpha, double beta, double gamma, String hall) {
    SymmetryGroup group =
        crystal(cell(5, 6, 7, alpha, beta, gamma) + symbol(symbol) + ATOM).symmetryGroup();
    assertThat(group).isEqualTo(HallSymbol.parse(hall));
  }

  @Test
  void uniqueAxisAgainstTheCellIsRefused() {
    assertThat(refused(cell(5, 6, 7, 90, 90, 100) + symbol("P 1 21/c 1") + ATOM).reason())
        .isEqualTo(RefusalReason.SYMMETRY_AGAINST_CELL);
  }

  @ParameterizedTest
  @CsvSource({
    "F d -3 m :1, F 4d 2 3 -1d",
    "F d -3 m S, F 4d 2 3 -1d",
    "F d -3 m :2, -F 4vw 2vw 3",
    "F d 3 m Z, -F 4vw 2vw 3",
    "'F 41/d -3 2/m (origin choice 1)', F 4d 2 3 -1d",
  })
  void originNamedBehindTheSymbolIsTaken(String symbol, String hall) {
    assertThat(crystal(cubic(5.43) + symbol(symbol) + ATOM).symmetryGroup())
        .isEqualTo(HallSymbol.parse(hall));
  }

  @ParameterizedTest
  @CsvSource({"1, F 4d 2 3 -1d", "2, -F 4vw 2vw 3"})
  void originNamedByTheCoordinateSystemCodeIsTaken(String code, String hall) {
    String item = "_space_group_IT_coordinate_system_code " + code + "\n";
    assertThat(crystal(cubic(5.43) + symbol("F d -3 m") + item + ATOM).symmetryGroup())
        .isEqualTo(HallSymbol.parse(hall));
  }

  @Test
  void cellChoiceNamedByTheCoordinateSystemCodeIsTaken() {
    String code = "_space_group_IT_number 14\n_space_group_IT_coordinate_system_code b2\n";
    assertThat(crystal(cell(5, 6, 7, 90, 100, 90) + code + ATOM).symmetryGroup())
        .isEqualTo(HallSymbol.parse("-P 2yn"));
  }

  @Test
  void originLeftOpenIsChosenByTheAtoms() {
    String silicon = cubic(5.43) + symbol("F d -3 m");
    assertThat(sitesInCell(silicon + atoms("Si1 0 0 0"))).hasSize(8);
    assertThat(sitesInCell(silicon + atoms("Si1 0.125 0.125 0.125"))).hasSize(8);
    assertThat(accepted(silicon + atoms("Si1 0 0 0")).notes())
        .anyMatch(note -> note.contains("origin"));
  }

  @Test
  void originLeftOpenIsChosenByMultiplicityBeforeAnythingElse() {
    String loop =
        """
        loop_
        _atom_site_label
        _atom_site_symmetry_multiplicity
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        Si1 16 0 0 0
        """;
    assertThat(sitesInCell(cubic(5.43) + symbol("F d -3 m") + loop)).hasSize(16);
  }

  @Test
  void originLeftOpenIsChosenByTheFormula() {
    String spinel = cubic(8.08) + symbol("F d 3 m") + "_chemical_formula_sum 'Al2 Mg O4'\n";
    assertThat(
            sitesInCell(
                spinel + atoms("Mg1 0 0 0", "Al1 0.625 0.625 0.625", "O1 .3875 .3875 .3875")))
        .hasSize(56);
    assertThat(
            sitesInCell(
                spinel + atoms("Mg1 .125 .125 .125", "Al1 0.5 0.5 0.5", "O1 .2624 .2624 .2624")))
        .hasSize(56);
  }

  @Test
  void unreadableHallSymbolGivesWayToHermannMauguin() {
    CifResult.Accepted result =
        accepted(cubic(5) + "_symmetry_space_group_name_Hall 'nonsense'\n" + symbol("P -1") + ATOM);
    assertThat(result.symmetry().source()).isEqualTo(Source.HERMANN_MAUGUIN);
    assertThat(result.notes()).anyMatch(note -> note.contains("nonsense"));
  }
}
