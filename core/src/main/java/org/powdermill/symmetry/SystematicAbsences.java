package org.powdermill.symmetry;

import java.util.List;
import java.util.function.Predicate;

/**
 * The reflections that the operations of a space group extinguish, whatever the atoms.
 *
 * <p>An operation (W, w) that carries the reflection h into itself, h W = h, gives its structure
 * factor the phase exp(2 pi i h w): unless h w is a whole number, the factor is zero. International
 * Tables for Crystallography A (2016), section 1.6.3.
 */
final class SystematicAbsences {

  private static final int DENOMINATOR = CoordinateTriplet.TRANSLATION_DENOMINATOR;

  private final List<SymmetryOperation> operations;

  SystematicAbsences(SymmetryGroup group) {
    this.operations = group.operations();
  }

  /** Whether a reflection is extinct. */
  boolean isExtinct(int h, int k, int l) {
    return isExtinct(h, k, l, operation -> true);
  }

  /** Whether the translations of a centred cell extinguish a reflection. */
  boolean isExtinctByCentring(int h, int k, int l) {
    return isExtinct(h, k, l, SymmetryOperation::isTranslation);
  }

  /** Whether centring and glide planes extinguish a reflection, without regard to screw axes. */
  boolean isExtinctByCentringOrGlides(int h, int k, int l) {
    return isExtinct(h, k, l, operation -> operation.isTranslation() || isReflection(operation));
  }

  /** Largest order of the rotations, screws or not, that leave a reflection where it is. */
  int rotationOrder(int h, int k, int l) {
    int order = 1;
    for (SymmetryOperation operation : operations) {
      if (operation.determinant() == 1 && leaves(operation, h, k, l)) {
        order =
            Math.max(
                order,
                switch (operation.trace()) {
                  case -1 -> 2;
                  case 0 -> 3;
                  case 1 -> 4;
                  case 2 -> 6;
                  default -> 1;
                });
      }
    }
    return order;
  }

  private boolean isExtinct(int h, int k, int l, Predicate<SymmetryOperation> which) {
    for (SymmetryOperation operation : operations) {
      if (which.test(operation) && !operation.leavesPhase(h, k, l) && leaves(operation, h, k, l)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReflection(SymmetryOperation operation) {
    return operation.determinant() == -1 && operation.trace() == 1;
  }

  private static boolean leaves(SymmetryOperation operation, int h, int k, int l) {
    for (int column = 0; column < 3; column++) {
      int image =
          h * operation.rotation(0, column)
              + k * operation.rotation(1, column)
              + l * operation.rotation(2, column);
      if (image != (column == 0 ? h : column == 1 ? k : l)) {
        return false;
      }
    }
    return true;
  }

  /** Least n of 1, 2, ... for which the n-th reflection of a row is not extinct. */
  int period(int h, int k, int l) {
    for (int n = 1; n <= DENOMINATOR; n++) {
      if (!isExtinct(n * h, n * k, n * l)) {
        return n;
      }
    }
    throw new IllegalStateException("translations are multiples of 1/" + DENOMINATOR);
  }
}
