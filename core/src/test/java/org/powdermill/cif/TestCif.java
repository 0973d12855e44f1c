package org.powdermill.cif;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;

/** Writes small CIFs for tests and reads them back. */
final class TestCif {

  private TestCif() {}

  static String cell(double a, double b, double c, double alpha, double beta, double gamma) {
    return """
        data_test
        _cell_length_a %s
        _cell_length_b %s
        _cell_length_c %s
        _cell_angle_alpha %s
        _cell_angle_beta %s
        _cell_angle_gamma %s
        """
        .formatted(a, b, c, alpha, beta, gamma);
  }

  static String cubic(double a) {
    return cell(a, a, a, 90, 90, 90);
  }

  static String symbol(String hermannMauguin) {
    return "_symmetry_space_group_name_H-M \"%s\"\n".formatted(hermannMauguin);
  }

  /** Rows of label, x, y, z. */
  static String atoms(String... rows) {
    return "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
        + String.join("\n", rows)
        + "\n";
  }

  /** Rows of label, x, y, z, occupancy. */
  static String atomsWithOccupancy(String... rows) {
    return "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
        + "_atom_site_occupancy\n"
        + String.join("\n", rows)
        + "\n";
  }

  static List<CifResult> results(String cif) {
    return new CifReader().read(cif.getBytes(StandardCharsets.UTF_8), "test.cif");
  }

  static CifResult.Accepted accepted(String cif) {
    List<CifResult> results = results(cif);
    assertThat(results).hasSize(1);
    assertThat(results.get(0)).isInstanceOf(CifResult.Accepted.class);
    return (CifResult.Accepted) results.get(0);
  }

  static Crystal crystal(String cif) {
    return accepted(cif).crystal();
  }

  static List<Site> sitesInCell(String cif) {
    return crystal(cif).sitesInCell();
  }

  static CifResult.Refused refused(String cif) {
    List<CifResult> results = results(cif);
    assertThat(results).hasSize(1);
    assertThat(results.get(0)).isInstanceOf(CifResult.Refused.class);
    CifResult.Refused refused = (CifResult.Refused) results.get(0);
    assertThat(refused.message())
        .startsWith("test.cif: ")
        .doesNotContain("\n")
        .hasSizeLessThan(900);
    return refused;
  }
}
