package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HermannMauguinSymbolTest {

  static List<Setting> allSettings() {
    return Settings.all();
  }

  @ParameterizedTest
  @MethodSource("allSettings")
  void fullSymbolMeansItsSettingAndNoOtherGroup(Setting setting) {
    List<Setting> found = settings(setting.hermannMauguinFull());
    assertThat(found).contains(setting);
    assertThat(found).allMatch(other -> other.number() == setting.number());
  }

  @ParameterizedTest
  @MethodSource("allSettings")
  void fullSymbolWithoutBlanksMeansTheSameSettings(Setting setting) {
    String full = setting.hermannMauguinFull();
    assertThat(settings(full.replace(" ", ""))).containsAll(settings(full));
    assertThat(settings(full.replace(" ", "_"))).isEqualTo(settings(full));
  }

  @ParameterizedTest
  @MethodSource("allSettings")
  void shortSymbolMeansItsGroup(Setting setting) {
    assertThat(settings(setting.hermannMauguin()))
        .isNotEmpty()
        .allMatch(found -> found.number() == setting.number());
  }

  @ParameterizedTest
  @MethodSource("allSettings")
  void symbolInCapitalsMeansItsGroup(Setting setting) {
    assertThat(settings(setting.hermannMauguin().toUpperCase(Locale.ROOT)))
        .isNotEmpty()
        .allMatch(found -> found.number() == setting.number());
  }

  @Test
  void fullSymbolsThatSeveralSettingsShareDifferInOriginOrAxesAlone() {
    for (Setting setting : Settings.all()) {
      List<Setting> found = settings(setting.hermannMauguinFull());
      if (found.size() > 1) {
        assertThat(setting.choice())
            .as(setting.hermannMauguinFull())
            .matches("[12HR].*|" + (setting.number() == 67 ? ".*" : "[12HR]"));
      }
    }
  }

  @Test
  void standardSettingComesFirst() {
    for (Setting setting : Settings.all()) {
      if (setting.standard()) {
        assertThat(settings(setting.hermannMauguinFull()).get(0)).isEqualTo(setting);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F m 3 m, 225",
    "Fm3m, 225",
    "Fm-3m, 225",
    "P a 3, 205",
    "Pa3, 205",
    "P m 3 n, 223",
    "I a 3 d, 230",
    "F d 3 m, 227",
    "P n 3 m, 224",
    "C m c a, 64",
    "Cmca, 64",
    "C m c e, 64",
    "A b a 2, 41",
    "A b m 2, 39",
    "C m m a, 67",
    "C c c a, 68",
    "B b c b, 68",
    "B m a b, 64",
    "B m e b, 64",
    "P n m a, 62",
    "P b n m, 62",
    "Pbnm, 62",
    "P21/c, 14",
    "P 21/n, 14",
    "P 1 21/n 1, 14",
    "P2_1/c, 14",
    "P_21/c, 14",
    "P 2(1)/c, 14",
    "P 1 21/c 1, 14",
    "P212121, 19",
    "P 2(1) 2(1) 2(1), 19",
    "R-3m, 166",
    "R3m H, 160",
    "R 3 m H, 160",
    "'R -3 m :R', 166",
    "H -3 m, 166",
    "H 3, 146",
    "'R -3 2/c (hexagonal axes)', 167",
    "'F 41/d -3 2/m (origin choice 2)', 227",
    "F d -3 m Z, 227",
    "P n -3 n S, 222",
    "P63/m m c, 194",
    "P 63/m 2/m 2/c, 194",
    "P m -3m, 221",
    "I 4(1)cd, 110",
    "I 1 2/a 1, 15",
    "I 2/a, 15",
    "C 2/c, 15",
    "C 2/m, 12",
    "B 2/m, 12",
    "B m a b, 64",
    "C 2/m 2/c 21/a, 64",
    "I 21/b 21/c 21/a, 73",
    "I 21/m 21/m 21/a, 74",
    "P 4/n 21/m 2/m, 129",
    "P 42/mnm, 136",
    "I 2/b 2/a 2/m, 72",
    "A 1 1 2/m, 12",
    "C -1, 2",
    "F 1, 1",
    "P m n 21, 31",
    "P 6/m c c S, 192",
    "P -3 m 1, 164",
    "P -3 2/m 1, 164",
    "P 3 1 2, 149",
    "P 31 2 1, 152",
    "p n m a, 62",
  })
  void spellingFoundInFilesMeansItsGroup(String symbol, int number) {
    assertThat(settings(symbol)).isNotEmpty().allMatch(setting -> setting.number() == number);
  }

  @ParameterizedTest
  @CsvSource({
    "'F d -3 m :2', 2",
    "'F d -3 m:1', 1",
    "F d -3 m Z, 2",
    "F d -3 m S, 1",
    "R -3 m :H, H",
    "R 3 2 R, R",
    "'R 3 c {rhombohedral axes}', R",
    "'P 4/n (origin choice 2)', 2",
    "'R -3 (hexagonal axes)', H",
    "P n m a, ''",
    "'P 21/c :b1', b1",
  })
  void choiceBehindTheSymbolIsRead(String symbol, String choice) {
    assertThat(HermannMauguinSymbol.parse(symbol).choice()).isEqualTo(choice);
  }

  @ParameterizedTest
  @CsvSource({
    "C m m a, ''",
    "C m m b, ba-c",
    "A b m m, cab",
    "A c m m, -cba",
    "B m c m, bca",
    "B m a m, a-cb",
  })
  void olderSymbolsOfGroup67TellTheOrigin(String symbol, String choice) {
    assertThat(settings(symbol)).extracting(Setting::choice).containsExactly(choice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P a -3 m 1", "C 4/m m m", "X y z", "P", "Q 1", "P 7", "garbage"})
  void symbolThatIsNotTabulatedMeansNoSetting(String symbol) {
    assertThat(settings(symbol)).isEmpty();
  }

  @Test
  void textOfTheLengthOfNoSymbolIsRefused() {
    assertThatThrownBy(() -> HermannMauguinSymbol.parse(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HermannMauguinSymbol.parse("P 1".repeat(1000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Setting> settings(String symbol) {
    return HermannMauguinSymbol.parse(symbol).settings();
  }
}
