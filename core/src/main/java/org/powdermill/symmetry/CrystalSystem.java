package org.powdermill.symmetry;

/** The seven crystal systems, by the order of the space-group numbers. */
public enum CrystalSystem {
  TRICLINIC(1, 2),
  MONOCLINIC(3, 15),
  ORTHORHOMBIC(16, 74),
  TETRAGONAL(75, 142),
  TRIGONAL(143, 167),
  HEXAGONAL(168, 194),
  CUBIC(195, 230);

  private final int first;
  private final int last;

  CrystalSystem(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** The crystal system of a space group by its number, 1 to 230. */
  public static CrystalSystem ofSpaceGroup(int number) {
    for (CrystalSystem system : values()) {
      if (system.first <= number && number <= system.last) {
        return system;
      }
    }
    throw new IllegalArgumentException("there is no space group " + number);
  }
}
