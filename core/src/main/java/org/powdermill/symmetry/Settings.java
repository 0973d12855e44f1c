package org.powdermill.symmetry;

import java.util.List;
import java.util.function.Predicate;

/** The table of the 530 settings; source in the header of {@code settings.tsv}. */
public final class Settings {

  private static final List<Setting> ALL =
      ResourceTable.read("settings.tsv").stream().map(Settings::setting).toList();

  private Settings() {}

  private static Setting setting(List<String> row) {
    return new Setting(
        Integer.parseInt(row.get(0)),
        Integer.parseInt(row.get(1)),
        row.get(2).equals("-") ? "" : row.get(2),
        row.get(3).equals("*"),
        row.get(4),
        row.get(5),
        row.get(6),
        row.get(7));
  }

  /** All settings by Hall number. */
  public static List<Setting> all() {
    return ALL;
  }

  /** The standard setting of a space group, 1 to 230. */
  public static Setting standard(int number) {
    return only(setting -> setting.number() == number && setting.standard());
  }

  private static Setting only(Predicate<Setting> condition) {
    return ALL.stream()
        .filter(condition)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no such space group"));
  }
}
