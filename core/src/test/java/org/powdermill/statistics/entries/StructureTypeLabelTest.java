package org.powdermill.statistics.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureTypeLabelTest {

  /** Such as {@code Cs:a Cl:b}. */
  private static String label(int spaceGroup, String sites) {
    List<OccupiedSite> all = new ArrayList<>();
    for (String site : sites.split(" ", -1)) {
      for (char letter : site.substring(site.indexOf(':') + 1).toCharArray()) {
        all.add(new OccupiedSite(site.substring(0, site.indexOf(':')), letter));
      }
    }
    return StructureTypeLabel.derived(spaceGroup, all);
  }

  @ParameterizedTest
  @CsvSource({
    "221, Cs:a Cl:b, 221, Cl:a Cs:b", // caesium chloride, the elements exchanged
    "221, Sr:a Ti:b O:c, 221, Ca:b Ti:a O:d", // perovskite from both its origins
    "216, Zn:a S:c, 216, Ga:b As:d", // zinc blende
    "227, Mg:a Al:d O:e, 227, Mg:b Al:c O:e", // spinel
    "47, A:a B:u, 47, A:a B:y", // other axis
    "2, A:a B:b, 2, A:c B:h", // two centres of inversion
    "152, Si:a O:c, 154, Si:b O:c", // quartz, left and right
    "92, Si:a O:b, 96, Si:a O:b" // cristobalite, left and right
  })
  void waysToTellOneTypeHaveOneLabel(int one, String sites, int other, String otherSites) {
    assertThat(label(one, sites)).isEqualTo(label(other, otherSites));
  }

  @ParameterizedTest
  @CsvSource({
    "225, Na:a Cl:b, 225, Ca:a F:c",
    "221, A:ab, 221, A:a B:b", // one element or two
    "194, A:a B:c, 194, A:b B:c", // nickel arsenide's a is no mirror plane
    "225, A:a B:b, 221, A:a B:b"
  })
  void differentTypesHaveDifferentLabels(int one, String sites, int other, String otherSites) {
    assertThat(label(one, sites)).isNotEqualTo(label(other, otherSites));
  }

  @Test
  void labelDoesNotDependOnTheOrderOfSites() {
    assertThat(label(62, "Ca:c Ti:b O:cd")).isEqualTo(label(62, "O:d Ti:a Ca:c O:c"));
    assertThat(label(225, "Na:b Cl:a")).isEqualTo("225_a_b");
  }
}
