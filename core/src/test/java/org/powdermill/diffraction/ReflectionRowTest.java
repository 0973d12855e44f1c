package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.Settings;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/** Rows against the definition, by brute force, in all 530 settings. */
class ReflectionRowTest {

  private static final int MAX = 5;

  @TestFactory
  List<DynamicTest> eachFamilyHasOneRepresentativeWithItsMultiplicity() {
    return Settings.all().stream()
        .map(
            setting ->
                DynamicTest.dynamicTest(
                    setting.hallNumber() + " " + setting.hermannMauguinFull(),
                    () -> compare(setting)))
        .toList();
  }

  private static void compare(Setting setting) {
    SymmetryGroup group = setting.symmetryGroup();
    Map<List<Integer>, Integer> expected = new HashMap<>();
    for (int h = -MAX; h <= MAX; h++) {
      for (int k = -MAX; k <= MAX; k++) {
        for (int l = -MAX; l <= MAX; l++) {
          Set<List<Integer>> family = family(group, h, k, l);
          if (!isAbsent(group, h, k, l)) {
            expected.put(
                family.stream().max(ReflectionRowTest::lexically).orElseThrow(), family.size());
          }
        }
      }
    }
    assertThat(representatives(group)).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static Map<List<Integer>, Integer> representatives(SymmetryGroup group) {
    ReflectionRow row = new ReflectionRow(group);
    Map<List<Integer>, Integer> found = new HashMap<>();
    for (int h = 0; h <= 2 * MAX; h++) {
      for (int k = -2 * MAX; k <= 2 * MAX; k++) {
        if (!row.moveTo(h, k)) {
          continue;
        }
        int last = Math.min(row.highest(), 2 * MAX);
        for (int l = row.firstAllowed(Math.max(row.lowest(), -2 * MAX));
            l <= last;
            l += row.stride()) {
          int members = row.multiplicity(l);
          boolean inCube =
              family(group, h, k, l).stream()
                  .anyMatch(member -> member.stream().allMatch(index -> Math.abs(index) <= MAX));
          if (members > 0 && inCube) {
            assertThat(found.put(List.of(h, k, l), members)).as("%d %d %d twice", h, k, l).isNull();
          }
        }
      }
    }
    return found;
  }

  private static Set<List<Integer>> family(SymmetryGroup group, int h, int k, int l) {
    Set<List<Integer>> family = new HashSet<>();
    for (SymmetryOperation operation : group.pointOperations()) {
      List<Integer> image = image(operation, h, k, l);
      family.add(image);
      family.add(image.stream().map(index -> -index).toList());
    }
    return family;
  }

  private static List<Integer> image(SymmetryOperation operation, int h, int k, int l) {
    int[] w = operation.rotation();
    return List.of(
        h * w[0] + k * w[3] + l * w[6],
        h * w[1] + k * w[4] + l * w[7],
        h * w[2] + k * w[5] + l * w[8]);
  }

  private static boolean isAbsent(SymmetryGroup group, int h, int k, int l) {
    return group.operations().stream()
        .anyMatch(
            operation ->
                image(operation, h, k, l).equals(List.of(h, k, l))
                    && !operation.leavesPhase(h, k, l));
  }

  private static int lexically(List<Integer> one, List<Integer> other) {
    for (int i = 0; i < 3; i++) {
      if (!one.get(i).equals(other.get(i))) {
        return one.get(i) - other.get(i);
      }
    }
    return 0;
  }
}
