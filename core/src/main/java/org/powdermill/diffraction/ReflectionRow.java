package org.powdermill.diffraction;

import static org.powdermill.symmetry.CoordinateTriplet.TRANSLATION_DENOMINATOR;

import java.util.List;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * Which reflections of a row (h, k, any l) stand for a family, how many the family has, and which
 * are absent.
 *
 * <p>Reflections that the Laue group {h W, -h W} maps onto each other have equal intensity. The one
 * that comes last in lexical order stands for all. Along a row each operation bounds l from one
 * side, so that the representatives are an interval; only its ends can lie on a symmetry element
 * that the rest of the row does not lie on, so that the interval has one multiplicity but for its
 * ends. Works in any setting, since nothing is tabulated.
 *
 * <p>Absences: (hkl) is absent if an operation (W, w) with h W = h has h.w not whole (International
 * Tables for Crystallography A (2016), section 1.6.3). Where that holds along the row, centring and
 * glide planes, the allowed l are every {@link #stride}-th; where it holds at an end only, screw
 * axes, {@link #multiplicity} is 0.
 *
 * <p>The rotation parts lie in one flat array, so that a row costs some 100 ns; caching them did
 * not pay.
 */
public final class ReflectionRow {

  private static final int NO_BOUND = 1 << 20;

  private final int[] rotations;
  private final int[] translations;
  private final int pointOperations;
  private final int[] centrings;

  private int h;
  private int k;
  private int lowest;
  private int highest;
  private int rowMultiplicity;
  private int stride;
  private int residue;

  /** Rows of a crystal with these symmetry operations. */
  public ReflectionRow(SymmetryGroup group) {
    List<SymmetryOperation> operations = group.pointOperations();
    boolean centrosymmetric = group.inversion().isPresent();
    this.pointOperations = operations.size();
    this.rotations = new int[9 * pointOperations * (centrosymmetric ? 1 : 2)];
    this.translations = new int[3 * pointOperations];
    for (int i = 0; i < pointOperations; i++) {
      for (int j = 0; j < 9; j++) {
        int element = operations.get(i).rotation(j / 3, j % 3);
        rotations[9 * i + j] = element;
        if (!centrosymmetric) {
          rotations[9 * (pointOperations + i) + j] = -element;
        }
      }
      for (int j = 0; j < 3; j++) {
        translations[3 * i + j] = operations.get(i).translation(j);
      }
    }
    List<SymmetryOperation> pure = group.centringTranslations();
    this.centrings = new int[3 * (pure.size() - 1)];
    for (int i = 0; i < centrings.length; i++) {
      centrings[i] = pure.get(i / 3 + 1).translation(i % 3);
    }
  }

  /**
   * Moves to the row (h, k, l).
   *
   * @return whether any reflection of the row stands for a family and is not absent
   */
  boolean moveTo(int newH, int newK) {
    h = newH;
    k = newK;
    lowest = -NO_BOUND;
    highest = NO_BOUND;
    rowMultiplicity = 0;
    stride = 1;
    residue = 0;
    for (int i = 0; i < centrings.length; i += 3) {
      if (!allow(centrings[i], centrings[i + 1], centrings[i + 2])) {
        return false;
      }
    }
    int laueOrder = rotations.length / 9;
    for (int i = 0; i < laueOrder; i++) {
      if (!bound(9 * i)) {
        return false;
      }
      if (fixesRow(9 * i)) {
        rowMultiplicity++;
        if (i < pointOperations
            && !allow(translations[3 * i], translations[3 * i + 1], translations[3 * i + 2])) {
          return false;
        }
      }
    }
    rowMultiplicity = laueOrder / rowMultiplicity;
    return lowest <= highest;
  }

  /** Smallest l of the row that stands for a family; very negative where nothing bounds it. */
  int lowest() {
    return lowest;
  }

  /** Largest l of the row that stands for a family; very large where nothing bounds it. */
  int highest() {
    return highest;
  }

  /** Distance of two allowed l. */
  int stride() {
    return stride;
  }

  /** The smallest allowed l that is not below a bound. */
  int firstAllowed(int bound) {
    return bound + Math.floorMod(residue - bound, stride);
  }

  /** Number of reflections in the family of (h, k, l), 0 where it is absent. */
  int multiplicity(int l) {
    if (l != lowest && l != highest) {
      return rowMultiplicity;
    }
    int fixing = 0;
    for (int i = 0; i < rotations.length / 9; i++) {
      if (image(9 * i, 0, l) == h && image(9 * i, 1, l) == k && image(9 * i, 2, l) == l) {
        fixing++;
        if (i < pointOperations
            && phase(translations[3 * i], translations[3 * i + 1], translations[3 * i + 2], l)
                != 0) {
          return 0;
        }
      }
    }
    return rotations.length / 9 / fixing;
  }

  /** Component of the row vector (h, k, l) W. */
  private int image(int rotation, int column, int l) {
    return h * rotations[rotation + column]
        + k * rotations[rotation + 3 + column]
        + l * rotations[rotation + 6 + column];
  }

  private boolean fixesRow(int rotation) {
    return rotations[rotation + 6] == 0
        && rotations[rotation + 7] == 0
        && rotations[rotation + 8] == 1
        && image(rotation, 0, 0) == h
        && image(rotation, 1, 0) == k
        && image(rotation, 2, 0) == 0;
  }

  /**
   * Keeps the l at which (h, k, l) comes after its image, or is its image; false if none is left.
   */
  private boolean bound(int rotation) {
    for (int component = 0; component < 3; component++) {
      // Component of (h, k, l) - (h, k, l) W as constant + slope * l.
      int constant = (component == 0 ? h : component == 1 ? k : 0) - image(rotation, component, 0);
      int slope = (component == 2 ? 1 : 0) - rotations[rotation + 6 + component];
      if (slope != 0) {
        boundBy(rotation, component, constant, slope);
        return lowest <= highest;
      }
      if (constant != 0) {
        return constant > 0;
      }
    }
    return true;
  }

  private void boundBy(int rotation, int component, int constant, int slope) {
    int steepness = Math.abs(slope);
    // The difference is positive from here on (or up to here), zero where it divides.
    int zero =
        slope > 0 ? Math.floorDiv(-constant, steepness) : -Math.floorDiv(-constant, steepness);
    boolean divides = constant + slope * zero == 0;
    boolean keepsZero = divides && notBefore(rotation, component + 1, zero);
    if (slope > 0) {
      lowest = Math.max(lowest, keepsZero ? zero : zero + 1);
    } else {
      highest = Math.min(highest, keepsZero ? zero : zero - 1);
    }
  }

  /** Whether (h, k, l) does not come before its image, by the components from a given one on. */
  private boolean notBefore(int rotation, int firstComponent, int l) {
    for (int component = firstComponent; component < 3; component++) {
      int own = component == 1 ? k : l;
      int difference = own - image(rotation, component, l);
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  /** Keeps the l at which h.w is whole; false if none is left. */
  private boolean allow(int x, int y, int z) {
    int tried = 0;
    while (phase(x, y, z, residue) != 0) {
      residue += stride;
      if (++tried == TRANSLATION_DENOMINATOR) {
        return false;
      }
    }
    int step = stride;
    while (Math.floorMod(step * z, TRANSLATION_DENOMINATOR) != 0) {
      step += stride;
    }
    stride = step;
    residue %= stride;
    return true;
  }

  private int phase(int x, int y, int z, int l) {
    return Math.floorMod(h * x + k * y + l * z, TRANSLATION_DENOMINATOR);
  }
}
