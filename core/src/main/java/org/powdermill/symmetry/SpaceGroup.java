package org.powdermill.symmetry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One of the 230 space-group types in its standard setting: unique axis b and cell choice 1,
 * hexagonal axes for rhombohedral groups, origin choice 2.
 *
 * <p>Operations are derived from the Hall symbol; letters and order of the Wyckoff positions are
 * tabulated conventions ({@code wyckoff-positions.tsv}).
 */
public final class SpaceGroup {

  /** Number of space-group types. */
  public static final int COUNT = 230;

  private static final Map<Integer, List<List<String>>> WYCKOFF_ROWS =
      ResourceTable.read("wyckoff-positions.tsv").stream()
          .collect(Collectors.groupingBy(row -> Integer.parseInt(row.get(0))));

  /** Derived when first asked for: a command that needs one group does not pay for 230. */
  private static final Map<Integer, SpaceGroup> DERIVED = new ConcurrentHashMap<>();

  private final Setting setting;
  private final SymmetryGroup symmetryGroup;
  private final PointGroup pointGroup;
  private final List<WyckoffPosition> wyckoffPositions;

  private SpaceGroup(Setting setting, List<List<String>> wyckoffRows) {
    this.setting = setting;
    this.symmetryGroup = setting.symmetryGroup();
    this.pointGroup = PointGroup.of(symmetryGroup);
    this.wyckoffPositions =
        wyckoffRows.stream()
            .map(
                row ->
                    new WyckoffPosition(
                        row.get(1).charAt(0),
                        Integer.parseInt(row.get(2)),
                        row.get(3),
                        CoordinateTriplet.parse(row.get(4)),
                        symmetryGroup))
            .toList();
  }

  /**
   * The space group with this number.
   *
   * @throws IllegalArgumentException if the number is not 1 to 230
   */
  public static SpaceGroup of(int number) {
    if (number < 1 || number > COUNT) {
      throw new IllegalArgumentException("there is no space group " + number);
    }
    return DERIVED.computeIfAbsent(
        number, n -> new SpaceGroup(Settings.standard(n), WYCKOFF_ROWS.get(n)));
  }

  /** All 230, by number. */
  public static List<SpaceGroup> all() {
    return IntStream.rangeClosed(1, COUNT).mapToObj(SpaceGroup::of).toList();
  }

  /** Number in the International Tables, 1 to 230. */
  public int number() {
    return setting.number();
  }

  /** Short Hermann-Mauguin symbol, such as {@code P 21/c}. */
  public String hermannMauguin() {
    return setting.hermannMauguin();
  }

  /** Full Hermann-Mauguin symbol, such as {@code P 1 21/c 1}. */
  public String hermannMauguinFull() {
    return setting.hermannMauguinFull();
  }

  /** Hall symbol, such as {@code -P 2ybc}. */
  public String hall() {
    return setting.hall();
  }

  /** The setting. */
  public Setting setting() {
    return setting;
  }

  /** The crystal system. */
  public CrystalSystem crystalSystem() {
    return CrystalSystem.ofSpaceGroup(number());
  }

  /** The point group. */
  public PointGroup pointGroup() {
    return pointGroup;
  }

  /** The Laue class. */
  public LaueClass laueClass() {
    return pointGroup.laueClass();
  }

  /** The centring of the conventional cell. */
  public Centring centring() {
    return Centring.valueOf(hermannMauguin().substring(0, 1));
  }

  /** Whether the group holds an inversion. */
  public boolean isCentrosymmetric() {
    return symmetryGroup.inversion().isPresent();
  }

  /** The operations. */
  public SymmetryGroup symmetryGroup() {
    return symmetryGroup;
  }

  /** The Wyckoff positions, the general position first and position a last. */
  public List<WyckoffPosition> wyckoffPositions() {
    return wyckoffPositions;
  }

  /**
   * The Wyckoff position with this letter.
   *
   * @throws IllegalArgumentException if the group has none
   */
  public WyckoffPosition wyckoffPosition(char letter) {
    return wyckoffPositions.stream()
        .filter(position -> position.letter() == letter)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "space group %d has no Wyckoff position %s".formatted(number(), letter)));
  }

  @Override
  public String toString() {
    return "%s (%d)".formatted(hermannMauguin(), number());
  }
}
