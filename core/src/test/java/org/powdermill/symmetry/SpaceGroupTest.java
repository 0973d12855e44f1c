package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpaceGroupTest {

  @Test
  void rutilesGroupIsAsTheInternationalTablesPrintIt() {
    SpaceGroup group = SpaceGroup.of(136);

    assertThat(group.hermannMauguin()).isEqualTo("P 42/m n m");
    assertThat(group.crystalSystem()).isEqualTo(CrystalSystem.TETRAGONAL);
    assertThat(group.pointGroup()).isEqualTo(PointGroup.P4MMM);
    assertThat(group.symmetryGroup().order()).isEqualTo(16);
    assertThat(group.isCentrosymmetric()).isTrue();
    assertThat(group.wyckoffPosition('a')).hasToString("2a");
    assertThat(group.wyckoffPosition('a').siteSymmetry()).isEqualTo("m.mm");
    assertThat(group.wyckoffPosition('f')).hasToString("4f");
    assertThat(group.wyckoffPosition('f').orbit())
        .extracting(CoordinateTriplet::toString)
        .containsExactlyInAnyOrder("x,x,0", "-x,-x,0", "-x+1/2,x+1/2,1/2", "x+1/2,-x+1/2,1/2");
  }

  @Test
  void group47HasA27thLetter() {
    SpaceGroup group = SpaceGroup.of(47);

    assertThat(group.wyckoffPositions()).hasSize(27);
    assertThat(group.wyckoffPositions().get(0)).hasToString("8A");
    assertThat(group.wyckoffPositions().get(26)).hasToString("1a");
  }

  @Test
  void standardSettingsAreOriginChoice2HexagonalAxesAndUniqueAxisB() {
    assertThat(SpaceGroup.of(227).setting().choice()).isEqualTo("2");
    assertThat(SpaceGroup.of(166).setting().choice()).isEqualTo("H");
    assertThat(SpaceGroup.of(14).setting().choice()).isEqualTo("b1");
    assertThat(Settings.all().stream().filter(Setting::standard)).hasSize(SpaceGroup.COUNT);
  }

  @Test
  void generalPositionOfGroup225HasMultiplicity192() {
    assertThat(SpaceGroup.of(225).wyckoffPositions().get(0)).hasToString("192l");
    assertThat(SpaceGroup.of(225).symmetryGroup().centringTranslations()).hasSize(4);
  }

  @Test
  void thereAre1731WyckoffPositions() {
    assertThat(SpaceGroup.all().stream().mapToInt(group -> group.wyckoffPositions().size()).sum())
        .isEqualTo(1731);
  }

  @Test
  void numbersOutsideTheTableAreRefused() {
    assertThatThrownBy(() -> SpaceGroup.of(0)).hasMessage("there is no space group 0");
    assertThatThrownBy(() -> SpaceGroup.of(231)).hasMessage("there is no space group 231");
  }
}
