package org.powdermill.production;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.imperfections.Imperfections;

/** Runs go on with shards of earlier versions only while this text stays as it is. */
class CanonicalSettingsTest {

  private static final String BEFORE =
      "{\"crystallite_sizes\":[20.0,100.0],\"debye_waller\":0.0,\"debye_waller_by_element\":{},"
          + "\"density_by_volume\":true,\"frequencies_by_element\":false,"
          + "\"groups\":\"frequency\",";
  private static final String BEHIND =
      "\"method\":1,\"paper_compatible\":false,\"sizes_per_crystal\":1,\"space_groups\":[]}";

  @Test
  void withoutImperfectionsTheTextIsThatOfVersionsThatHadNone() {
    assertThat(CanonicalSettings.of(GenerationSettings.DEFAULT)).isEqualTo(BEFORE + BEHIND);
  }

  @Test
  void imperfectionsAreNamedWithTheirRanges() {
    assertThat(CanonicalSettings.of(GenerationSettings.DEFAULT.with(Imperfections.PAPER)))
        .isEqualTo(
            BEFORE
                + "\"imperfections\":{\"additive_noise\":[0.0,0.02],"
                + "\"background\":[0.0,0.01765],\"background_length\":[3.0,20.0],"
                + "\"caglioti_u\":[0.0,0.01],\"caglioti_w\":[0.0,0.01],"
                + "\"impurity\":[0.0,0.05],\"mixing\":[0.0,1.0],"
                + "\"multiplicative_noise\":[0.0,0.16]},"
                + BEHIND);
  }
}
