package org.powdermill.tests.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.ExtinctionSymbol;
import org.powdermill.symmetry.LaueClass;
import org.powdermill.symmetry.SpaceGroup;

/**
 * Extinction symbols against crystals: atoms anywhere, moved by pyxtal's general positions, and the
 * structure factors that come out as zero.
 */
class ExtinctionSymbolTest {

  private static final int BOX = 7;
  private static final int ATOMS = 3;
  private static final double ZERO = 1e-9;

  /** New (h, k, l) for each way to name the axes. */
  private static List<int[][]> renamings(LaueClass laueClass) {
    int[][] same = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    List<int[][]> all = new ArrayList<>();
    if (laueClass == LaueClass.L2M) {
      for (int code = 0; code < 81; code++) {
        int a = code % 3 - 1;
        int b = code / 3 % 3 - 1;
        int c = code / 9 % 3 - 1;
        int d = code / 27 - 1;
        if (Math.abs(a * d - b * c) == 1) {
          all.add(new int[][] {{a, 0, b}, {0, 1, 0}, {c, 0, d}});
        }
      }
      return all;
    }
    boolean everyOrder = laueClass == LaueClass.LMMM || laueClass == LaueClass.LM3;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (i != j && (everyOrder || (i == 0 && j == 1))) {
          all.add(new int[][] {same[i], same[j], same[3 - i - j]});
        }
      }
    }
    return all;
  }

  private static boolean vanishes(
      List<CoordinateTriplet> operations, double[][] atoms, int h, int k, int l) {
    double real = 0;
    double imaginary = 0;
    for (int atom = 0; atom < atoms.length; atom++) {
      for (CoordinateTriplet operation : operations) {
        double[] x = operation.apply(atoms[atom]);
        double phase = 2 * Math.PI * (h * x[0] + k * x[1] + l * x[2]);
        real += (atom + 1) * Math.cos(phase);
        imaginary += (atom + 1) * Math.sin(phase);
      }
    }
    return Math.hypot(real, imaginary) < ZERO * operations.size();
  }

  /** Which reflections of the box vanish: the least text over all names of the axes. */
  private static String pattern(List<CoordinateTriplet> operations, LaueClass laueClass) {
    Random random = new Random(3);
    double[][] atoms = new double[ATOMS][];
    Arrays.setAll(atoms, atom -> random.doubles(3).toArray());
    Map<List<Integer>, Boolean> known = new HashMap<>();
    return renamings(laueClass).stream()
        .map(
            names -> {
              StringBuilder text = new StringBuilder();
              for (int i = 0; i < BOX * BOX * BOX; i++) {
                int[] hkl = {i / BOX / BOX, i / BOX % BOX, i % BOX};
                List<Integer> renamed = new ArrayList<>();
                for (int[] row : names) {
                  renamed.add(row[0] * hkl[0] + row[1] * hkl[1] + row[2] * hkl[2]);
                }
                text.append(
                    known.computeIfAbsent(
                            renamed, r -> vanishes(operations, atoms, r.get(0), r.get(1), r.get(2)))
                        ? '0'
                        : '1');
              }
              return text.toString();
            })
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void groupsShareASymbolExactlyWhereTheSameStructureFactorsVanish() throws IOException {
    Map<Integer, List<List<CoordinateTriplet>>> positions = PyxtalTables.wyckoffPositions();
    Map<String, List<Integer>> expected = new HashMap<>();
    for (int number = 1; number <= SpaceGroup.COUNT; number++) {
      LaueClass laueClass = SpaceGroup.of(number).laueClass();
      expected
          .computeIfAbsent(
              laueClass + pattern(positions.get(number).get(0), laueClass),
              key -> new ArrayList<>())
          .add(number);
    }

    assertThat(ExtinctionSymbol.all().stream().map(ExtinctionSymbol::spaceGroups))
        .containsExactlyInAnyOrderElementsOf(expected.values())
        .hasSize(120);
  }

  /**
   * International Tables A (2016), table 1.6.4: the tetragonal ones are independent of settings.
   */
  @Test
  void theTetragonalSymbolsAreThoseOfTheInternationalTables() {
    assertThat(texts(75, 142))
        .containsExactlyInAnyOrder(
            """
            P - - -,P - 21 -,P 42 - -,P 42 21 -,P 41 - -,P 41 21 -,P - - c,P - 21 c,P - b -,P - b c,\
            P - c -,P - c c,P - n -,P - n c,P n - -,P 42/n - -,P n - c,P n b -,P n b c,P n c -,\
            P n c c,P n n -,P n n c,I - - -,I 41 - -,I - - d,I - c -,I - c d,I 41/a - -,I a - d,\
            I a c d"""
                .split(",", -1));
  }

  @Test
  void theCubicSymbolsAreThoseOfTheInternationalTables() {
    assertThat(texts(195, 230))
        .containsExactlyInAnyOrder(
            """
            P - - -,P 21 - -,P 42 - -,P 41 - -,P - - n,P a - -,P n - -,P n - n,I - - -,I 41 - -,\
            I - - d,I a - -,I a - d,F - - -,F 41 - -,F - - c,F d - -,F d - c"""
                .split(",", -1));
  }

  private static Set<String> texts(int first, int last) {
    Set<String> texts = new TreeSet<>();
    IntStream.rangeClosed(first, last).forEach(n -> texts.add(ExtinctionSymbol.of(n).symbol()));
    return texts;
  }

  @ParameterizedTest
  @CsvSource({
    "2, P -, 2",
    "14, P 1 21/c 1, 1",
    "15, C 1 c 1, 2",
    "19, P 21 21 21, 1",
    "62, P n a -, 2",
    "167, R - c, 2",
    "194, P - - c, 3",
    "227, F d - -, 1",
    "225, F - - -, 3",
  })
  void symbolsOfWellKnownGroups(int number, String symbol, int groups) {
    ExtinctionSymbol found = ExtinctionSymbol.of(number);

    assertThat(found.symbol()).isEqualTo(symbol);
    assertThat(found.spaceGroups()).contains(number).hasSize(groups);
    assertThat(found.laueClass()).isEqualTo(SpaceGroup.of(number).laueClass());
  }
}
