package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every group, operation and position. */
class SymmetryLawsTest {

  @Property(tries = 230)
  void operationsFormAGroup(
      @ForAll @IntRange(min = 1, max = 230) int number, @ForAll int first, @ForAll int second) {
    SymmetryGroup group = SpaceGroup.of(number).symmetryGroup();
    SymmetryOperation g = pick(group.operations(), first);
    SymmetryOperation h = pick(group.operations(), second);

    assertThat(group.operations()).contains(g.after(h), g.inverse());
    assertThat(g.after(g.inverse())).isEqualTo(SymmetryOperation.IDENTITY);
    assertThat(group.order())
        .isEqualTo(group.pointOperations().size() * group.centringTranslations().size())
        .isEqualTo(
            SpaceGroup.of(number).pointGroup().order()
                * SpaceGroup.of(number).centring().latticePoints());
  }

  @Property(tries = 200)
  void anOriginShiftInAHallSymbolMovesTheGroup(
      @ForAll @IntRange(min = 1, max = 530) int hallNumber,
      @ForAll @Size(3) List<@IntRange(min = -11, max = 11) Integer> twelfths) {
    Setting setting = Settings.all().get(hallNumber - 1);
    if (setting.hall().contains("(")) {
      return;
    }
    String shifted =
        "%s (%d %d %d)"
            .formatted(setting.hall(), twelfths.get(0), twelfths.get(1), twelfths.get(2));

    assertThat(HallSymbol.parse(shifted))
        .isEqualTo(
            setting
                .symmetryGroup()
                .withOriginShift(twelfths.stream().mapToInt(twelfth -> 2 * twelfth).toArray()));
  }

  @Property(tries = 530)
  void tripletsAreReadAsTheyArePrinted(
      @ForAll @IntRange(min = 1, max = 530) int hallNumber, @ForAll int index) {
    SymmetryOperation operation =
        pick(Settings.all().get(hallNumber - 1).symmetryGroup().operations(), index);

    assertThat(SymmetryOperation.parse(operation.toString())).isEqualTo(operation);
  }

  @Property(tries = 1000)
  void projectionLandsOnThePositionAndStaysThere(
      @ForAll @IntRange(min = 1, max = 230) int number,
      @ForAll int index,
      @ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> point) {
    WyckoffPosition position = pick(SpaceGroup.of(number).wyckoffPositions(), index);
    double[] projected = position.project(new double[] {point.get(0), point.get(1), point.get(2)});

    assertThat(position.project(projected)).containsExactly(projected, within(1e-12));
    for (CoordinateTriplet operation : position.siteSymmetryOperations()) {
      assertThat(operation.apply(projected)).containsExactly(projected, within(1e-12));
    }
  }

  @Property(tries = 1000)
  void aPointOfAPositionHasAsManyImagesAsTheMultiplicity(
      @ForAll @IntRange(min = 1, max = 230) int number, @ForAll int index) {
    SpaceGroup group = SpaceGroup.of(number);
    WyckoffPosition position = pick(group.wyckoffPositions(), index);
    double[] point = position.project(new double[] {0.1234, 0.2713, 0.0581});
    List<double[]> images = new ArrayList<>();
    for (SymmetryOperation operation : group.symmetryGroup().operations()) {
      double[] image = operation.apply(point);
      if (images.stream().noneMatch(other -> isSame(image, other))) {
        images.add(image);
      }
    }

    assertThat(images).as("%s of %s", position, group).hasSize(position.multiplicity());
    assertThat(position.orbit()).hasSize(position.multiplicity());
    for (CoordinateTriplet triplet : position.orbit()) {
      double[] member = triplet.apply(point);
      assertThat(images).anyMatch(image -> isSame(image, member));
    }
    assertThat(position.siteSymmetryOperations().size() * position.multiplicity())
        .isEqualTo(group.symmetryGroup().order());
  }

  private static boolean isSame(double[] p, double[] q) {
    for (int i = 0; i < 3; i++) {
      double step = p[i] - q[i];
      if (Math.abs(step - Math.rint(step)) > 1e-9) {
        return false;
      }
    }
    return true;
  }

  private static <T> T pick(List<T> list, int index) {
    return list.get(Math.floorMod(index, list.size()));
  }
}
