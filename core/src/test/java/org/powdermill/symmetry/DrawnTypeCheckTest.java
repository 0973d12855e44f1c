package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DrawnTypeCheckTest {

  /** A machine without spglib. */
  private static final SymmetryFinder NONE =
      new SymmetryFinder() {
        @Override
        public FoundSymmetry find(AtomicArrangement arrangement, double tolerance) {
          throw new SymmetrySearchException("asked");
        }

        @Override
        public String program() {
          return "none";
        }
      };

  private final DrawnTypeCheck check = new DrawnTypeCheck(NONE);

  @Test
  void whatIsClearNeedsNoFinder() {
    Lattice cubic = new Lattice(5, 5, 5, 90, 90, 90);
    double[] halves = {0, 0.5};

    assertThat(hasTypeOf(225, cubic, halves, halves, halves, 1, 2)).as("rock salt").isTrue();
    assertThat(hasTypeOf(225, cubic, halves, halves, halves, 1, 1))
        .as("rock salt of one kind is primitive cubic")
        .isFalse();
    assertThat(hasTypeOf(221, cubic, halves, halves, halves, 1, 1))
        .as("caesium chloride of one kind is body-centred")
        .isFalse();
  }

  @Test
  void aFinerLatticeOfPerhapsTheSameTypeIsForTheFinder() {
    Lattice triclinic = new Lattice(5, 6, 7, 80, 95, 103);
    double[] x = {0.1, 0.6, 0.33, 0.83, 0.27, 0.77};
    double[] y = {0.2, 0.2, 0.1, 0.1, 0.7, 0.7};
    double[] z = {0.3, 0.3, 0.9, 0.9, 0.2, 0.2};

    assertThatThrownBy(() -> hasTypeOf(1, triclinic, x, y, z, 1, 1, 2, 2, 3, 3))
        .hasMessage("asked");
  }

  private boolean hasTypeOf(
      int number, Lattice lattice, double[] x, double[] y, double[] z, int... kinds) {
    return check.hasTypeOf(SpaceGroup.of(number), lattice, x, y, z, kinds, kinds.length);
  }
}
