package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GroupSignatureTest {

  @Property(tries = 1000)
  void anyPrimitiveBasisAndOriginGiveTheSameSignature(
      @ForAll @IntRange(min = 1, max = 230) int number,
      @ForAll @Size(6) List<@IntRange(min = -2, max = 2) Integer> shears,
      @ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> shift) {
    SpaceGroup group = SpaceGroup.of(number);
    HolohedryCosets cosets = HolohedryCosets.of(group);
    int[] lower = {1, 0, 0, shears.get(0), 1, 0, shears.get(1), shears.get(2), 1};
    int[] upper = {1, shears.get(3), shears.get(4), 0, 1, shears.get(5), 0, 0, 1};
    int[] change = IntegerMatrix.product(lower, upper);
    int[] back = IntegerMatrix.adjugate(change);
    int[][] rotations = new int[cosets.pointGroup.length][];
    double[][] translations = new double[rotations.length][3];
    for (int i = 0; i < rotations.length; i++) {
      rotations[i] =
          IntegerMatrix.product(IntegerMatrix.product(change, cosets.pointGroup[i]), back);
      for (int row = 0; row < 3; row++) {
        translations[i][row] = shift.get(row);
        for (int k = 0; k < 3; k++) {
          translations[i][row] +=
              change[3 * row + k] * cosets.primitiveTranslations[i][k]
                  - rotations[i][3 * row + k] * shift.get(k);
        }
      }
    }

    assertThat(GroupSignature.of(rotations, translations).isSame(GroupSignature.of(group)))
        .as("%s in another basis", group)
        .isTrue();
  }

  @Test
  void signaturesTellMostGroupsApart() {
    long distinct =
        SpaceGroup.all().stream()
            .map(group -> List.of(box(GroupSignature.of(group).numbers())))
            .distinct()
            .count();
    System.out.println("distinct signatures of the 230 groups: " + distinct);

    assertThat(distinct).isGreaterThanOrEqualTo(197);
  }

  private static Long[] box(long[] numbers) {
    return Arrays.stream(numbers).boxed().toArray(Long[]::new);
  }
}
