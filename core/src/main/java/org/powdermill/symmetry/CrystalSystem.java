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

  /**
   * A lattice in the conventional setting of this system (unique axis b, hexagonal axes) that obeys
   * the system's conditions to the last bit; lengths that must be equal become their mean.
   */
  public Lattice idealised(Lattice lattice) {
    double a = lattice.a();
    double b = lattice.b();
    double c = lattice.c();
    return switch (this) {
      case TRICLINIC -> lattice;
      case MONOCLINIC -> new Lattice(a, b, c, 90, lattice.beta(), 90);
      case ORTHORHOMBIC -> new Lattice(a, b, c, 90, 90, 90);
      case TETRAGONAL -> new Lattice((a + b) / 2, (a + b) / 2, c, 90, 90, 90);
      case TRIGONAL, HEXAGONAL -> new Lattice((a + b) / 2, (a + b) / 2, c, 90, 90, 120);
      case CUBIC -> {
        double mean = (a + b + c) / 3;
        yield new Lattice(mean, mean, mean, 90, 90, 90);
      }
    };
  }
}
