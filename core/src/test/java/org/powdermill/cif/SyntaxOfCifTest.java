package org.powdermill.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.powdermill.cif.TestCif.accepted;
import static org.powdermill.cif.TestCif.atoms;
import static org.powdermill.cif.TestCif.cubic;
import static org.powdermill.cif.TestCif.refused;
import static org.powdermill.cif.TestCif.results;
import static org.powdermill.cif.TestCif.symbol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxOfCifTest {

  private static final String GOOD = cubic(5) + symbol("P 1") + atoms("Fe1 0 0 0");

  @Test
  void eachDataBlockGivesItsOwnResult() {
    String other = GOOD.replace("data_test", "data_other");
    assertThat(results("data_global\n_publ_author_name 'A'\n" + GOOD + other))
        .extracting(CifResult::id)
        .containsExactly("test.cif: test", "test.cif: other");
  }

  @Test
  void brokenDataBlockCostsNoOther() {
    List<CifResult> results =
        results(GOOD.replace("_cell_length_a 5.0", "_cell_length_a 5 6") + GOOD);
    assertThat(results).hasSize(2);
    assertThat(results.get(0)).isInstanceOf(CifResult.Refused.class);
    assertThat(results.get(1)).isInstanceOf(CifResult.Accepted.class);
  }

  @Test
  void carriageReturnsByteOrderMarkCommentsAndCapitalsAreRead() {
    accepted(GOOD.replace("\n", "\r\n"));
    accepted(GOOD.replace("\n", "\r"));
    accepted("\ufeff" + GOOD);
    accepted("# made by\n" + GOOD.replace("\n", " # why\n"));
    accepted(GOOD.replace("data_", "DATA_").replace("loop_", "LOOP_").replace("_cell", "_CELL"));
  }

  @Test
  void latin1IsReadWhereTheTextIsNotUtf8() {
    String cif = GOOD + "_publ_author_name 'R\u00f6ntgen'\n";
    List<CifResult> results =
        new CifReader().read(cif.getBytes(StandardCharsets.ISO_8859_1), "test.cif");
    assertThat(results.get(0)).isInstanceOf(CifResult.Accepted.class);
  }

  @Test
  void quotesInsideQuotesAndTextFieldsAreRead() {
    accepted(GOOD + "_chemical_name_common 'dog's life'\n_a_b\n;\ndata_not_a_block\n'\n;\n");
  }

  @Test
  void saveFramesAreLeftOut() {
    accepted(GOOD + "save_frame\n_cell_length_a 9\nsave_\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_a_b\n;never closed\n", "_a_b\n", "_a_b 1 2 3\n", "loop_\n1 2 3\n"})
  void brokenSyntaxIsRefused(String end) {
    assertThat(results(GOOD + end))
        .singleElement()
        .isInstanceOfSatisfying(
            CifResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.NOT_A_CIF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "data_\n", "# nothing\n", "data_x\n_publ_author_name 'A'\n"})
  void fileWithoutStructureIsRefusedOnce(String cif) {
    assertThat(results(cif)).hasSize(1).allMatch(CifResult.Refused.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "0", "NaN", "1e400", "?", ".", "abc", "1e6", "0.001", "Infinity"})
  void cellEdgeThatIsNoneIsRefused(String edge) {
    assertThat(refused(GOOD.replace("_cell_length_b 5.0", "_cell_length_b " + edge)).reason())
        .isIn(RefusalReason.BAD_CELL, RefusalReason.NO_CELL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "180", "-90", "NaN", "360"})
  void cellAngleThatIsNoneIsRefused(String angle) {
    assertThat(refused(GOOD.replace("_cell_angle_beta 90.0", "_cell_angle_beta " + angle)).reason())
        .isEqualTo(RefusalReason.BAD_CELL);
  }

  @Test
  void cellWithoutVolumeIsRefused() {
    assertThat(
            refused(TestCif.cell(5, 5, 5, 120, 120, 120) + symbol("P 1") + atoms("Fe 0 0 0"))
                .reason())
        .isEqualTo(RefusalReason.BAD_CELL);
  }

  @Test
  void missingCellAtomsOrAnglesAreNamed() {
    assertThat(refused("data_x\n" + symbol("P 1") + atoms("Fe1 0 0 0")).detail())
        .contains("_cell_length_a");
    assertThat(refused(cubic(5) + symbol("P 1")).reason()).isEqualTo(RefusalReason.NO_ATOMS);
    assertThat(accepted(GOOD.replace("_cell_angle_beta 90.0\n", "")).notes())
        .containsExactly("_cell_angle_beta is not given and taken as 90");
  }

  @Test
  void refusalIsOnePrintableLine() {
    String message = refused(cubic(5).replace("data_test", "data_" + "a".repeat(5000))).message();
    assertThat(message).hasSizeLessThan(700).doesNotContain("\n");
  }
}
