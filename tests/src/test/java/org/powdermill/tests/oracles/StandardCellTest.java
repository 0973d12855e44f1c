package org.powdermill.tests.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.StandardCell;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;
import org.powdermill.symmetry.WyckoffPosition;

/** Standard cells of real crystals against what spglib's Python interface found for them. */
class StandardCellTest {

  private static final int EVERY_NTH = 25;

  /**
   * Idealised atoms have moved by up to the tolerance: what missed it by little may now meet it.
   */
  private static final double LESS_TOLERANCE = 0.7 * StandardCell.TOLERANCE;

  private static SymmetryFinder finder;

  @BeforeAll
  static void loadOrSkip() {
    finder = SymmetryFinder.load();
    try {
      finder.program();
    } catch (SymmetrySearchException e) {
      abort(e.getMessage());
    }
  }

  @Test
  void realCrystalsComeBackFromTheirStandardCell() throws IOException {
    int same = 0;
    int sameLetters = 0;
    int ambiguous = 0;
    List<String> atTheEdge = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    List<StructureTable.Row> rows = StructureTable.everyNth(EVERY_NTH);
    for (StructureTable.Row row : rows) {
      try {
        StandardCell found = StandardCell.of(row.crystal(), finder);
        String difference = difference(row, found);
        if (difference.isEmpty()) {
          same++;
          sameLetters +=
              letters(found).equals(row.wyckoffLetters().stream().sorted().toList()) ? 1 : 0;
          ambiguous += found.ambiguous() ? 1 : 0;
        } else if (difference(row, StandardCell.of(row.crystal(), finder, LESS_TOLERANCE))
            .isEmpty()) {
          atTheEdge.add(row.id());
        } else {
          differences.add(row.id() + ": " + difference);
        }
      } catch (SymmetrySearchException e) {
        differences.add(row.id() + ": " + e.getMessage());
      }
    }
    System.out.printf(
        "standard cells: %d of %d as expected (%d ambiguous), Wyckoff letters the same in %d%n",
        same, rows.size(), ambiguous, sameLetters);
    System.out.println("deviations all but equal to the tolerance: " + atTheEdge);
    assertThat(differences).isEmpty();
    assertThat(atTheEdge).hasSizeLessThan(rows.size() / 200);
  }

  private static String difference(StructureTable.Row row, StandardCell found) {
    StringBuilder text = new StringBuilder();
    if (found.spaceGroup().number() != row.spaceGroup()) {
      text.append("group %s, not %d; ".formatted(found.spaceGroup(), row.spaceGroup()));
    }
    if (found.ambiguous() != (row.looseSpaceGroup() != row.spaceGroup())) {
      text.append(
          "ambiguous %s, but %d and %d; "
              .formatted(found.ambiguous(), row.spaceGroup(), row.looseSpaceGroup()));
    }
    int atoms = found.crystal().sitesInCell().size();
    int multiplicities =
        found.wyckoffPositions().stream().mapToInt(WyckoffPosition::multiplicity).sum();
    if (atoms != row.atomsInCell() || multiplicities != row.atomsInCell()) {
      text.append(
          "%d atoms, multiplicities %d, not %d; "
              .formatted(atoms, multiplicities, row.atomsInCell()));
    }
    Map<String, Integer> expected = orbits(row.crystal());
    Map<String, Integer> actual = orbits(found.crystal());
    if (!actual.equals(expected)) {
      text.append("orbits %s, not %s; ".formatted(actual, expected));
    }
    double volume = found.crystal().lattice().volume() / row.crystal().lattice().volume();
    if (Math.abs(volume - 1) > 1e-3) {
      text.append("volume times %s; ".formatted(volume));
    }
    return text.toString();
  }

  /** How many orbits there are for each content and multiplicity. */
  private static Map<String, Integer> orbits(Crystal crystal) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Site site : crystal.asymmetricUnit()) {
      List<String> species = site.species().stream().map(Object::toString).sorted().toList();
      counts.merge(crystal.orbit(site).size() + " of " + species, 1, Integer::sum);
    }
    return counts;
  }

  private static List<String> letters(StandardCell cell) {
    return cell.wyckoffPositions().stream()
        .map(position -> String.valueOf(position.letter()))
        .sorted()
        .toList();
  }
}
