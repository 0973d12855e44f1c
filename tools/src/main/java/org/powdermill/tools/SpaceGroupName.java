package org.powdermill.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.powdermill.crystal.Crystal;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.Settings;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.SymmetrySearchException;

/**
 * The name of a crystal's space group, told from its operations.
 *
 * @param number 1 to 230
 * @param symbol Hermann-Mauguin symbol: the short one in the standard setting, the full one in
 *     other tabulated settings, the type's short one where the setting is not tabulated
 */
record SpaceGroupName(int number, String symbol) {

  private static final double TOLERANCE = 1e-5;

  /** Three points that no operation of any lattice maps onto each other or themselves. */
  private static final double[][] GENERAL_POINTS = {
    {0.0713, 0.1937, 0.3171}, {0.1371, 0.4129, 0.2273}, {0.3719, 0.0891, 0.1553},
  };

  private static final class Tabulated {
    private static final Map<SymmetryGroup, Setting> SETTINGS =
        Settings.all().stream()
            .collect(
                Collectors.toMap(
                    Setting::symmetryGroup, setting -> setting, Tabulated::preferStandard));

    private static Setting preferStandard(Setting one, Setting other) {
      return other.standard() ? other : one;
    }
  }

  /** The name, where the operations form a tabulated setting or spglib knows the type. */
  static Optional<SpaceGroupName> of(Crystal crystal) {
    Setting setting = Tabulated.SETTINGS.get(crystal.symmetryGroup());
    if (setting != null) {
      return Optional.of(
          new SpaceGroupName(
              setting.number(),
              setting.standard() ? setting.hermannMauguin() : setting.hermannMauguinFull()));
    }
    try {
      SpaceGroup type =
          SymmetryFinder.load().find(generalArrangement(crystal), TOLERANCE).spaceGroup();
      return Optional.of(new SpaceGroupName(type.number(), type.hermannMauguin()));
    } catch (SymmetrySearchException e) {
      return Optional.empty();
    }
  }

  /** Atoms of three kinds on general positions: they have the symmetry of the operations alone. */
  private static AtomicArrangement generalArrangement(Crystal crystal) {
    List<double[]> positions = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (int kind = 0; kind < GENERAL_POINTS.length; kind++) {
      for (SymmetryOperation operation : crystal.symmetryGroup().operations()) {
        positions.add(operation.apply(GENERAL_POINTS[kind]));
        kinds.add(kind + 1);
      }
    }
    return new AtomicArrangement(
        crystal.lattice(),
        positions.toArray(double[][]::new),
        kinds.stream().mapToInt(Integer::intValue).toArray());
  }
}
