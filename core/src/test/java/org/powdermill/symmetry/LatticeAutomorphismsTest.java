package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatticeAutomorphismsTest {

  private final LatticeAutomorphisms automorphisms = new LatticeAutomorphisms(1e-8);

  @ParameterizedTest
  @CsvSource({
    "5, 6, 7, 80, 95, 103, 2",
    "5, 6, 7, 90, 103, 90, 4",
    "5, 6, 7, 90, 90, 90, 8",
    "5, 5, 7, 90, 90, 90, 16",
    "5, 5, 7, 90, 90, 120, 24",
    "5, 5, 5, 75, 75, 75, 12",
    "5, 5, 5, 90, 90, 90, 48",
    "5, 5, 5, 60, 60, 60, 48",
    "5, 5, 5, 109.47122063449069, 109.47122063449069, 109.47122063449069, 48",
  })
  void ordersAreThoseOfTheHolohedries(
      double a, double b, double c, double alpha, double beta, double gamma, int order) {
    assertThat(automorphisms.find(new Lattice(a, b, c, alpha, beta, gamma).metricTensor()))
        .isEqualTo(order);
  }

  /** Metrics with entries from a small grid hit special and skew lattices again and again. */
  @Property(tries = 400)
  void nothingIsMissedThatAnExhaustiveSearchFinds(
      @ForAll @IntRange(min = 4, max = 8) int aa,
      @ForAll @IntRange(min = 4, max = 8) int bb,
      @ForAll @IntRange(min = 4, max = 8) int cc,
      @ForAll @IntRange(min = -3, max = 3) int bc,
      @ForAll @IntRange(min = -3, max = 3) int ac,
      @ForAll @IntRange(min = -3, max = 3) int ab) {
    double[] metric = {aa, bb, cc, bc, ac, ab};
    if (determinant(metric) < 5) {
      return;
    }
    int order = automorphisms.find(metric);
    List<int[]> matrices = new ArrayList<>();
    for (int i = 0; i < order; i++) {
      int[] matrix = automorphisms.matrix(i);
      assertThat(leaves(metric, matrix)).as(Arrays.toString(matrix)).isTrue();
      matrices.add(matrix);
    }

    assertThat(matrices.stream().map(Arrays::toString).distinct()).hasSize(order);
    assertThat(order).isEqualTo(exhaustiveCount(metric));
  }

  private static double determinant(double[] g) {
    return g[0] * (g[1] * g[2] - g[3] * g[3])
        - g[5] * (g[5] * g[2] - g[3] * g[4])
        + g[4] * (g[5] * g[3] - g[1] * g[4]);
  }

  /** Counts triples of vectors with coefficients up to 4 and the products of the basis vectors. */
  private static int exhaustiveCount(double[] g) {
    List<List<double[]>> images = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = -4; i <= 4; i++) {
      for (int j = -4; j <= 4; j++) {
        for (int k = -4; k <= 4; k++) {
          double[] v = {i, j, k};
          for (int vector = 0; vector < 3; vector++) {
            if (product(g, v, v) == g[vector]) {
              images.get(vector).add(v);
            }
          }
        }
      }
    }
    int count = 0;
    for (double[] a : images.get(0)) {
      for (double[] b : images.get(1)) {
        if (product(g, a, b) == g[5]) {
          for (double[] c : images.get(2)) {
            count += product(g, a, c) == g[4] && product(g, b, c) == g[3] ? 1 : 0;
          }
        }
      }
    }
    return count;
  }

  private static boolean leaves(double[] g, int[] m) {
    double[][] columns = new double[3][3];
    for (int i = 0; i < 9; i++) {
      columns[i % 3][i / 3] = m[i];
    }
    return product(g, columns[0], columns[0]) == g[0]
        && product(g, columns[1], columns[1]) == g[1]
        && product(g, columns[2], columns[2]) == g[2]
        && product(g, columns[1], columns[2]) == g[3]
        && product(g, columns[0], columns[2]) == g[4]
        && product(g, columns[0], columns[1]) == g[5];
  }

  private static double product(double[] g, double[] u, double[] v) {
    return u[0] * v[0] * g[0]
        + u[1] * v[1] * g[1]
        + u[2] * v[2] * g[2]
        + (u[1] * v[2] + u[2] * v[1]) * g[3]
        + (u[0] * v[2] + u[2] * v[0]) * g[4]
        + (u[0] * v[1] + u[1] * v[0]) * g[5];
  }
}
