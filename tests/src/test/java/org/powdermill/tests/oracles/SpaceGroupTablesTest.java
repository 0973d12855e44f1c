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
