package org.powdermill.statistics;

import java.util.ArrayList;
import java.util.List;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.OccupiedSite;

/** Made-up entries. */
public final class TestCrystals {

  private TestCrystals() {}

  /**
   * A cubic entry.
   *
   * @param type label of its type
   * @param formula reduced formula
   * @param a cell length, angstrom
   * @param sites such as {@code Na:a Cl:b}
   */
  public static CrystalEntry cubic(
      String id, int group, String type, String formula, double a, String sites) {
    List<OccupiedSite> all = new ArrayList<>();
    for (String site : sites.split(" ", -1)) {
      for (char letter : site.substring(site.indexOf(':') + 1).toCharArray()) {
        all.add(new OccupiedSite(site.substring(0, site.indexOf(':')), letter));
      }
    }
    return new CrystalEntry(
        id,
        "hand",
        group,
        group,
        false,
        false,
        type,
        formula,
        "1:1",
        List.of(a, a, a, 90.0, 90.0, 90.0),
        a * a * a,
        a * a * a / 2,
        all);
  }
}
