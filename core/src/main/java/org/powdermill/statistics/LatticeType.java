package org.powdermill.statistics;

import org.powdermill.symmetry.CrystalSystem;

/**
 * The lattices that share one density estimate of their normalised parameters (DESIGN 3, step 4).
 */
public enum LatticeType {
  /** All six parameters. */
  TRICLINIC(6),
  /** a, b, c, beta. */
  MONOCLINIC(4),
  /** a, b, c, unsorted. */
  ORTHORHOMBIC(3),
  /** a, c. */
  TETRAGONAL(2),
  /** a, c: groups 143 to 194, hexagonal axes. */
  HEXAGONAL(2),
  /** Nothing to draw. */
  CUBIC(0);

  private final int parameters;

  LatticeType(int parameters) {
    this.parameters = parameters;
  }

  /** Number of free parameters. */
  public int parameters() {
    return parameters;
  }

  /** The lattice type of a space group, 1 to 230. */
  public static LatticeType ofSpaceGroup(int number) {
    return switch (CrystalSystem.ofSpaceGroup(number)) {
      case TRICLINIC -> TRICLINIC;
      case MONOCLINIC -> MONOCLINIC;
      case ORTHORHOMBIC -> ORTHORHOMBIC;
      case TETRAGONAL -> TETRAGONAL;
      case TRIGONAL, HEXAGONAL -> HEXAGONAL;
      case CUBIC -> CUBIC;
    };
  }
}
