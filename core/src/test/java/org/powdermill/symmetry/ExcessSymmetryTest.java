package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.powdermill.symmetry.ExcessSymmetry.Verdict;

class ExcessSymmetryTest {

  private static final Lattice CUBIC = new Lattice(5, 5, 5, 90, 90, 90);
  private static final Lattice TRICLINIC = new Lattice(5, 6, 7, 80, 95, 103);

  private final ExcessSymmetry excess = new ExcessSymmetry();

  @Test
  void rutileHasExactlyItsGroup() {
    assertThat(check(136, new Lattice(4.6, 4.6, 3, 90, 90, 90), site(1, 'a'), site(2, 'f', 0.305)))
        .isEqualTo(Verdict.NONE);
  }

  @Test
  void rockSaltWithOneKindIsPrimitiveCubic() {
    assertThat(check(225, CUBIC, site(1, 'a'), site(2, 'b'))).isEqualTo(Verdict.NONE);
    assertThat(check(225, CUBIC, site(1, 'a'), site(1, 'b'))).isEqualTo(Verdict.FINER_LATTICE);
  }

  @Test
  void zincblendeWithOneKindIsDiamond() {
    assertThat(check(216, CUBIC, site(1, 'a'), site(2, 'c'))).isEqualTo(Verdict.NONE);
    assertThat(check(216, CUBIC, site(1, 'a'), site(1, 'c'))).isEqualTo(Verdict.LARGER_POINT_GROUP);
  }

  @Test
  void oneSiteInGroupOneHasAnInversion() {
    assertThat(check(1, TRICLINIC, site(1, 'a', 0.1, 0.2, 0.3)))
        .isEqualTo(Verdict.LARGER_POINT_GROUP);
    assertThat(
            check(
                1,
                TRICLINIC,
                site(1, 'a', 0.1, 0.2, 0.3),
                site(2, 'a', 0.5, 0.1, 0.9),
                site(3, 'a', 0.7, 0.7, 0.2)))
        .isEqualTo(Verdict.NONE);
  }

  @Test
  void aChanceOfTheMetricCountsOnlyWithTheAtoms() {
    Lattice cube = new Lattice(5, 5, 5, 90, 90, 90);

    assertThat(check(2, cube, site(1, 'a'))).isEqualTo(Verdict.LARGER_POINT_GROUP);
    assertThat(
            check(
                2,
                cube,
                site(1, 'a'),
                site(2, 'i', 0.11, 0.23, 0.37),
                site(2, 'i', 0.62, 0.71, 0.44)))
        .isEqualTo(Verdict.NONE);
  }

  @Test
  void differencesBelowTheToleranceDoNotCount() {
    assertThat(check(221, CUBIC, site(1, 'a'), site(1, 'b'))).isEqualTo(Verdict.FINER_LATTICE);
    assertThat(check(1, TRICLINIC, pair(0.5 + 4e-9))).isEqualTo(Verdict.FINER_LATTICE);
    assertThat(check(1, TRICLINIC, pair(0.5 + 4e-8))).isEqualTo(Verdict.NONE);
  }

  /** Three kinds without a centre, each twice, the second shifted along a. */
  private static Site[] pair(double shift) {
    return new Site[] {
      site(1, 'a', 0.1, 0.2, 0.3),
      site(1, 'a', 0.1 + shift, 0.2, 0.3),
      site(2, 'a', 0.33, 0.1, 0.9),
      site(2, 'a', 0.33 + shift, 0.1, 0.9),
      site(3, 'a', 0.27, 0.7, 0.2),
      site(3, 'a', 0.27 + shift, 0.7, 0.2)
    };
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Site(int kind, char letter, double... parameters) {}

  private static Site site(int kind, char letter, double... parameters) {
    return new Site(kind, letter, parameters);
  }

  private Verdict check(int number, Lattice lattice, Site... sites) {
    SpaceGroup group = SpaceGroup.of(number);
    List<double[]> points = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (Site site : sites) {
      double[] parameters = Arrays.copyOf(site.parameters(), 3);
      for (CoordinateTriplet triplet : group.wyckoffPosition(site.letter()).primitiveOrbit()) {
        points.add(triplet.apply(parameters));
        kinds.add(site.kind());
      }
    }
    double[][] columns = new double[3][points.size()];
    for (int i = 0; i < points.size(); i++) {
      for (int axis = 0; axis < 3; axis++) {
        columns[axis][i] = points.get(i)[axis];
      }
    }
    return excess.of(
        group,
        lattice.metricTensor(),
        columns[0],
        columns[1],
        columns[2],
        kinds.stream().mapToInt(Integer::intValue).toArray(),
        points.size());
  }
}
