package org.powdermill.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.powdermill.crystal.Crystal;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.Settings;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
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

  /**
   * The name, where the operations form a tabulated setting of the declared type or spglib knows
   * the type.
   *
   * @param declared number that the crystal's source tells
   */
  static Optional<SpaceGroupName> of(Crystal crystal, OptionalInt declared) {
    Optional<SpaceGroupName> tabulated =
        declared.isPresent() ? tabulated(crystal, declared.getAsInt()) : Optional.empty();
    return tabulated.or(() -> type(crystal).map(type -> ofType(crystal, type)));
  }

  private static SpaceGroupName ofType(Crystal crystal, SpaceGroup type) {
    return tabulated(crystal, type.number())
        .orElseGet(() -> new SpaceGroupName(type.number(), type.hermannMauguin()));
  }

  private static Optional<SpaceGroupName> tabulated(Crystal crystal, int number) {
    return Settings.all().stream()
        .filter(setting -> setting.number() == number)
        .filter(setting -> setting.symmetryGroup().equals(crystal.symmetryGroup()))
        .findFirst()
        .map(SpaceGroupName::of);
  }

  /** Type of the operations, by spglib; empty where spglib is missing or finds none. */
  private static Optional<SpaceGroup> type(Crystal crystal) {
    try {
      return Optional.of(
          SymmetryFinder.load().find(generalArrangement(crystal), TOLERANCE).spaceGroup());
    } catch (SymmetrySearchException e) {
      return Optional.empty();
    }
  }

  private static SpaceGroupName of(Setting setting) {
    return new SpaceGroupName(
        setting.number(),
        setting.standard() ? setting.hermannMauguin() : setting.hermannMauguinFull());
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
