package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymmetryGroupClosureTest {

  @Test
  void groupOfEverySettingIsClosed() {
    for (Setting setting : Settings.all()) {
      List<SymmetryOperation> operations = setting.symmetryGroup().operations();
      Set<SymmetryOperation> set = new HashSet<>(operations);
      assertThat(set).hasSameSizeAs(operations);
      assertThat(operations.get(0)).isEqualTo(SymmetryOperation.IDENTITY);
      for (SymmetryOperation one : operations.subList(0, Math.min(12, operations.size()))) {
        for (SymmetryOperation other : operations) {
          assertThat(set).contains(one.after(other), other.after(one));
        }
        assertThat(set).contains(one.inverse());
      }
    }
  }

  @Test
  void groupDoesNotDependOnTheOrderOfItsGenerators() {
    SymmetryGroup group = SpaceGroup.of(227).symmetryGroup();
    List<SymmetryOperation> reversed =
        group.operations().stream().sorted((a, b) -> b.toString().compareTo(a.toString())).toList();
    assertThat(SymmetryGroup.generatedBy(reversed)).isEqualTo(group);
  }

  @Test
  void operationsThatGenerateNoSpaceGroupAreRefused() {
    SymmetryOperation shear = SymmetryOperation.parse("x+y,y,z");
    assertThatThrownBy(
            () -> SymmetryGroup.generatedBy(List.of(shear, SymmetryOperation.parse("y,x+y,z"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no space group");
  }
}
