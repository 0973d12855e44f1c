package org.powdermill.cif;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.files.Build;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * Writes crystals in the standard setting of their space group as CIFs, with all operations, exact
 * cells and coordinates of 15 decimals: reading one back gives the same diffractogram, unless a
 * site lies so close to a symmetry element that a reader moves it there.
 *
 * <p>Both the old names of symmetry items ({@code _symmetry_...}) and the present ones ({@code
 * _space_group_...}) are there, as readers want one or the other.
 */
public final class CifWriter {

  private static final String PROGRAM = Build.current().toString();

  private CifWriter() {}

  /**
   * The text of a CIF.
   *
   * @param name of the data block; characters other than letters, digits and {@code . _ -} become
   *     an underscore
   * @param crystal with the operations of the space group
   * @param group its space group
   * @param positions the Wyckoff position of each site
   */
  public static String text(
      String name, Crystal crystal, SpaceGroup group, List<WyckoffPosition> positions) {
    if (!crystal.symmetryGroup().equals(group.symmetryGroup())
        || positions.size() != crystal.asymmetricUnit().size()) {
      throw new IllegalArgumentException(
          "%s: not in the standard setting of %s".formatted(crystal.name(), group));
    }
    StringBuilder text = new StringBuilder(4096);
    line(text, "data_" + name.replaceAll("[^A-Za-z0-9._-]", "_"));
    item(text, "_audit_creation_method", quoted(PROGRAM));
    item(text, "_chemical_formula_sum", quoted(contentOfCell(crystal, positions)));
    item(text, "_cell_formula_units_Z", "1");
    addCell(text, crystal.lattice());
    addSymmetry(text, group);
    addSites(text, crystal.asymmetricUnit(), positions);
    return text.toString();
  }

  private static String contentOfCell(Crystal crystal, List<WyckoffPosition> positions) {
    Map<String, Double> amounts = new TreeMap<>();
    for (int i = 0; i < positions.size(); i++) {
      int multiplicity = positions.get(i).multiplicity();
      for (Species species : crystal.asymmetricUnit().get(i).species()) {
        amounts.merge(species.element().symbol(), multiplicity * species.occupancy(), Double::sum);
      }
    }
    return amounts.entrySet().stream()
        .map(entry -> entry.getKey() + number(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static void addCell(StringBuilder text, Lattice lattice) {
    item(text, "_cell_length_a", Double.toString(lattice.a()));
    item(text, "_cell_length_b", Double.toString(lattice.b()));
    item(text, "_cell_length_c", Double.toString(lattice.c()));
    item(text, "_cell_angle_alpha", Double.toString(lattice.alpha()));
    item(text, "_cell_angle_beta", Double.toString(lattice.beta()));
    item(text, "_cell_angle_gamma", Double.toString(lattice.gamma()));
    item(text, "_cell_volume", Double.toString(lattice.volume()));
  }

  private static void addSymmetry(StringBuilder text, SpaceGroup group) {
    String number = Integer.toString(group.number());
    item(text, "_space_group_IT_number", number);
    item(text, "_symmetry_Int_Tables_number", number);
    item(text, "_space_group_name_H-M_alt", quoted(group.hermannMauguinFull()));
    item(text, "_symmetry_space_group_name_H-M", quoted(group.hermannMauguin()));
    item(text, "_space_group_name_Hall", quoted(group.hall()));
    line(text, "loop_");
    line(text, "_space_group_symop_operation_xyz");
    for (SymmetryOperation operation : group.symmetryGroup().operations()) {
      line(text, "'" + operation + "'");
    }
  }

  private static void addSites(
      StringBuilder text, List<Site> sites, List<WyckoffPosition> positions) {
    line(text, "loop_");
    for (String column :
        List.of(
            "label",
            "type_symbol",
            "site_symmetry_multiplicity",
            "Wyckoff_symbol",
            "fract_x",
            "fract_y",
            "fract_z",
            "occupancy")) {
      line(text, "_atom_site_" + column);
    }
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      int label = labels.merge(site.label(), 1, Integer::sum);
      for (Species species : site.species()) {
        line(
            text,
            String.format(
                Locale.ROOT,
                "%s%d %s %d %s %.15f %.15f %.15f %s",
                site.label(),
                label,
                species.element().symbol(),
                positions.get(i).multiplicity(),
                positions.get(i).letter(),
                site.x(),
                site.y(),
                site.z(),
                number(species.occupancy())));
      }
    }
  }

  private static void item(StringBuilder text, String name, String value) {
    line(text, "%-34s %s".formatted(name, value));
  }

  private static String quoted(String text) {
    // Hall symbols hold the character " but never ' before a blank.
    return "'" + text + "'";
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
