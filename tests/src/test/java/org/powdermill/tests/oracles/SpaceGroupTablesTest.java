package org.powdermill.tests.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.powdermill.symmetry.Centring;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.CrystalSystem;
import org.powdermill.symmetry.HallSymbol;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.Settings;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.WyckoffPosition;

/** All 230 groups against two tables that were made independently: spglib's and pyxtal's. */
class SpaceGroupTablesTest {

  private static final int SETTINGS = 530;
  private static final int WYCKOFF_POSITIONS = 1731;

  @Test
  void all530HallSymbolsGiveSpglibsGeneralPositions() throws IOException {
    Map<Integer, List<SpglibTables.WyckoffRow>> oracle = SpglibTables.wyckoffPositions();
    int agree = 0;
    for (SpglibTables.SettingRow row : SpglibTables.settings()) {
      Setting ours = Settings.all().get(row.hallNumber() - 1);
      assertThat(ours.hallNumber()).isEqualTo(row.hallNumber());
      assertThat(ours.number()).isEqualTo(row.number());
      assertThat(ours.schoenflies()).isEqualTo(row.schoenflies());
      SymmetryGroup group = HallSymbol.parse(row.hall());
      assertThat(group).as("Hall number %d", row.hallNumber()).isEqualTo(ours.symmetryGroup());
      SpglibTables.WyckoffRow general = oracle.get(row.hallNumber()).get(0);
      assertThat(triplets(group))
          .as("general position of Hall number %d", row.hallNumber())
          .isEqualTo(centred(general.coordinates(), group))
          .hasSize(general.multiplicity());
      assertThat(row.centring())
          .as("lattice letter of Hall number %d", row.hallNumber())
          .satisfies(
              letter ->
                  assertThat(group.centringTranslations())
                      .hasSize(
                          row.choice().equals("R") ? 1 : Centring.valueOf(letter).latticePoints()));
      agree++;
    }
    System.out.printf("Hall symbols that give the general position: %d of %d%n", agree, SETTINGS);
    assertThat(agree).isEqualTo(SETTINGS);
  }

  @Test
  void all230GroupsMatchSpglibsWyckoffPositions() throws IOException {
    Map<Integer, List<SpglibTables.WyckoffRow>> oracle = SpglibTables.wyckoffPositions();
    int groups = 0;
    int positions = 0;
    for (SpaceGroup group : SpaceGroup.all()) {
      List<SpglibTables.WyckoffRow> rows = oracle.get(group.setting().hallNumber());
      assertThat(group.wyckoffPositions()).as("positions of %s", group).hasSameSizeAs(rows);
      for (int i = 0; i < rows.size(); i++) {
        SpglibTables.WyckoffRow row = rows.get(i);
        WyckoffPosition ours = group.wyckoffPositions().get(i);
        String where = "%s of %s".formatted(ours, group);
        assertThat(ours.letter()).as(where).isEqualTo(row.letter());
        assertThat(ours.multiplicity()).as(where).isEqualTo(row.multiplicity());
        assertThat(ours.siteSymmetry()).as(where).isEqualTo(row.siteSymmetry());
        assertThat(ours.degreesOfFreedom()).as(where).isEqualTo(rank(row.coordinates().get(0)));
        assertThat(Set.copyOf(ours.orbit()))
            .as(where)
            .isEqualTo(centred(row.coordinates(), group.symmetryGroup()))
            .hasSize(row.multiplicity());
        positions++;
      }
      groups++;
    }
    System.out.printf("groups that match spglib's table: %d, positions: %d%n", groups, positions);
    assertThat(groups).isEqualTo(SpaceGroup.COUNT);
    assertThat(positions).isEqualTo(WYCKOFF_POSITIONS);
  }

  @Test
  void all230GroupsMatchPyxtalsWyckoffPositions() throws IOException {
    Map<Integer, List<List<CoordinateTriplet>>> oracle = PyxtalTables.wyckoffPositions();
    Map<Integer, List<List<CoordinateTriplet>>> generators = PyxtalTables.generators();
    Map<Integer, List<List<List<CoordinateTriplet>>>> siteSymmetries =
        PyxtalTables.siteSymmetries();
    int positions = 0;
    for (SpaceGroup group : SpaceGroup.all()) {
      List<List<CoordinateTriplet>> rows = oracle.get(group.number());
      assertThat(group.wyckoffPositions()).as("positions of %s", group).hasSameSizeAs(rows);
      assertThat(triplets(group.symmetryGroup())).as("%s", group).isEqualTo(reduced(rows.get(0)));
      for (int i = 0; i < rows.size(); i++) {
        WyckoffPosition ours = group.wyckoffPositions().get(i);
        String where = "%s of %s".formatted(ours, group);
        assertThat(ours.multiplicity()).as(where).isEqualTo(rows.get(i).size());
        assertThat(Set.copyOf(ours.orbit())).as(where).isEqualTo(reduced(rows.get(i)));
        assertThat(ours.degreesOfFreedom()).as(where).isEqualTo(rank(rows.get(i).get(0)));
        assertThat(triplets(group.symmetryGroup()))
            .as(where)
            .containsAll(reduced(generators.get(group.number()).get(i)));
        assertThat(Set.copyOf(ours.siteSymmetryOperations()))
            .as("site symmetry of " + where)
            .isEqualTo(Set.copyOf(siteSymmetries.get(group.number()).get(i).get(0)));
        positions++;
      }
    }
    System.out.printf("positions that match pyxtal's table: %d%n", positions);
    assertThat(positions).isEqualTo(WYCKOFF_POSITIONS);
  }

  @Test
  void pointGroupsAndCrystalSystemsFollowSpglibsSchoenfliesColumn() throws IOException {
    for (SpglibTables.SettingRow row : SpglibTables.settings()) {
      SpaceGroup group = SpaceGroup.of(row.number());
      String schoenflies = row.schoenflies().replaceAll("\\^\\d+", "");
      assertThat(group.pointGroup().symbol())
          .as("%s, %s", group, row.schoenflies())
          .isEqualTo(POINT_GROUPS.get(schoenflies));
      assertThat(group.crystalSystem()).as("%s", group).isEqualTo(systemOf(schoenflies));
      assertThat(group.isCentrosymmetric())
          .as("%s", group)
          .isEqualTo(schoenflies.matches("Ci|C3i|C[246]h|D[246]h|D3d|Th|Oh"));
    }
  }

  private static final Map<String, String> POINT_GROUPS =
      Map.ofEntries(
          Map.entry("C1", "1"),
          Map.entry("Ci", "-1"),
          Map.entry("C2", "2"),
          Map.entry("Cs", "m"),
          Map.entry("C2h", "2/m"),
          Map.entry("D2", "222"),
          Map.entry("C2v", "mm2"),
          Map.entry("D2h", "mmm"),
          Map.entry("C4", "4"),
          Map.entry("S4", "-4"),
          Map.entry("C4h", "4/m"),
          Map.entry("D4", "422"),
          Map.entry("C4v", "4mm"),
          Map.entry("D2d", "-42m"),
          Map.entry("D4h", "4/mmm"),
          Map.entry("C3", "3"),
          Map.entry("C3i", "-3"),
          Map.entry("D3", "32"),
          Map.entry("C3v", "3m"),
          Map.entry("D3d", "-3m"),
          Map.entry("C6", "6"),
          Map.entry("C3h", "-6"),
          Map.entry("C6h", "6/m"),
          Map.entry("D6", "622"),
          Map.entry("C6v", "6mm"),
          Map.entry("D3h", "-6m2"),
          Map.entry("D6h", "6/mmm"),
          Map.entry("T", "23"),
          Map.entry("Th", "m-3"),
          Map.entry("O", "432"),
          Map.entry("Td", "-43m"),
          Map.entry("Oh", "m-3m"));

  private static CrystalSystem systemOf(String schoenflies) {
    return switch (schoenflies) {
      case "C1", "Ci" -> CrystalSystem.TRICLINIC;
      case "C2", "Cs", "C2h" -> CrystalSystem.MONOCLINIC;
      case "D2", "C2v", "D2h" -> CrystalSystem.ORTHORHOMBIC;
      case "C4", "S4", "C4h", "D4", "C4v", "D2d", "D4h" -> CrystalSystem.TETRAGONAL;
      case "C3", "C3i", "D3", "C3v", "D3d" -> CrystalSystem.TRIGONAL;
      case "C6", "C3h", "C6h", "D6", "C6v", "D3h", "D6h" -> CrystalSystem.HEXAGONAL;
      default -> CrystalSystem.CUBIC;
    };
  }

  private static final Map<String, String> MISPRINTS_OF_PYXTAL =
      Map.of("P 42 1 2", "P 4 21 2", "R 32", "R 3 2");

  @Test
  void hermannMauguinSymbolsAreThoseOfPyxtal() throws IOException {
    int withE = 0;
    for (PyxtalTables.SettingRow row : PyxtalTables.settings()) {
      Setting ours = Settings.all().get(row.hallNumber() - 1);
      assertThat(ours.number()).isEqualTo(row.number());
      String symbol = row.hermannMauguin().replaceAll(":.*", "");
      String theirs = MISPRINTS_OF_PYXTAL.getOrDefault(symbol, symbol);
      if (ours.hermannMauguin().contains("e")) {
        withE++;
        assertThat(theirs)
            .as("the same symbol before the letter e came in (1992)")
            .matches(ours.hermannMauguin().replace("e", "[abc]"));
      } else {
        assertThat(theirs).isIn(ours.hermannMauguin(), ours.hermannMauguinFull());
      }
    }
    assertThat(withE).as("settings of the groups 39, 41, 64, 67 and 68").isEqualTo(35);
  }

  private static int rank(CoordinateTriplet triplet) {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      rows.add(new int[] {triplet.matrix(row, 0), triplet.matrix(row, 1), triplet.matrix(row, 2)});
    }
    int rank = 0;
    for (int column = 0; column < 3; column++) {
      int pivotColumn = column;
      int[] pivot = rows.stream().filter(row -> row[pivotColumn] != 0).findFirst().orElse(null);
      if (pivot != null) {
        rank++;
        rows.remove(pivot);
        for (int[] row : rows) {
          int factor = row[column];
          for (int k = 0; k < 3; k++) {
            row[k] = row[k] * pivot[column] - factor * pivot[k];
          }
        }
      }
    }
    return rank;
  }

  private static Set<CoordinateTriplet> centred(
      List<CoordinateTriplet> coordinates, SymmetryGroup group) {
    Set<CoordinateTriplet> all = new HashSet<>();
    for (SymmetryOperation centring : group.centringTranslations()) {
      coordinates.forEach(triplet -> all.add(centring.triplet().after(triplet).reduced()));
    }
    return all;
  }

  private static Set<CoordinateTriplet> triplets(SymmetryGroup group) {
    return group.operations().stream()
        .map(SymmetryOperation::triplet)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<CoordinateTriplet> reduced(List<CoordinateTriplet> coordinates) {
    return coordinates.stream()
        .map(CoordinateTriplet::reduced)
        .collect(Collectors.toUnmodifiableSet());
  }
}
