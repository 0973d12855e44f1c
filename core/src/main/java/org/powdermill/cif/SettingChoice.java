package org.powdermill.cif;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.Settings;

/**
 * Picks among the settings that a symbol may mean: first by the cell, which tells the axes of R
 * groups and the unique axis of monoclinic ones, then by the choice that the file names.
 */
final class SettingChoice {

  /** Deviations of the cell closer than this do not tell settings apart. */
  private static final double TELLING = 1e-4;

  private SettingChoice() {}

  static Stream<Setting> ofNumber(int number) {
    return Settings.all().stream().filter(setting -> setting.number() == number);
  }

  /**
   * The settings left: one, or some that differ in their origin alone, the default first.
   *
   * @param settings what the symbol may mean, the standard first
   * @param choice the file's word for it, such as 1, 2, H, R, b1, or empty
   */
  static List<Setting> of(
      List<Setting> settings, String choice, Lattice lattice, List<String> notes) {
    List<Setting> ofCell = fittingBest(settings, lattice);
    String code = code(choice);
    List<Setting> named = filtered(ofCell, setting -> isNamed(setting, code));
    if (code.isEmpty()) {
      named = ofCell;
    } else if (named.isEmpty()) {
      notes.add("the choice '%s' is none of this cell and symbol, and left aside".formatted(code));
      named = ofCell;
    }
    String first = named.get(0).hermannMauguinFull();
    return filtered(named, setting -> setting.hermannMauguinFull().equals(first));
  }

  private static List<Setting> fittingBest(List<Setting> settings, Lattice lattice) {
    Map<Setting, Double> deviations =
        settings.stream()
            .collect(
                Collectors.toMap(
                    setting -> setting,
                    setting -> CellSymmetry.deviation(lattice, setting.symmetryGroup())));
    double least = deviations.values().stream().min(Double::compare).orElseThrow();
    if (least > CellSymmetry.TOLERANCE) {
      throw new CifException(
          RefusalReason.SYMMETRY_AGAINST_CELL,
          "the cell does not have the symmetry of " + settings.get(0).hermannMauguinFull());
    }
    return filtered(settings, setting -> deviations.get(setting) <= least + TELLING);
  }

  private static List<Setting> filtered(List<Setting> settings, Predicate<Setting> condition) {
    return settings.stream().filter(condition).toList();
  }

  /** The codes of _space_group_IT_coordinate_system_code, as the table of settings spells them. */
  private static String code(String choice) {
    String code = choice.strip().toLowerCase(Locale.ROOT).replace("abc", "");
    return code.equals("h") || code.equals("r") ? code.toUpperCase(Locale.ROOT) : code;
  }

  private static boolean isNamed(Setting setting, String code) {
    boolean originAlone = code.equals("1") || code.equals("2");
    return setting.choice().equals(code) || (originAlone && setting.choice().startsWith(code));
  }
}
