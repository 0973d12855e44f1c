package org.powdermill.diffraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * Crystals to try laws on: any space group, some sites on any Wyckoff positions, some disordered.
 */
final class RandomCrystal {

  private RandomCrystal() {}

  static Crystal of(long seed) {
    Random random = new Random(seed);
    SpaceGroup group = SpaceGroup.of(1 + random.nextInt(SpaceGroup.COUNT));
    List<Site> sites = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      List<WyckoffPosition> positions = group.wyckoffPositions();
      WyckoffPosition position = positions.get(random.nextInt(positions.size()));
      double[] free = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      double[] point = position.representative().apply(free);
      sites.add(new Site("site" + i, species(random), point[0], point[1], point[2]));
    }
    return new Crystal("seed " + seed, lattice(group, random), group.symmetryGroup(), sites)
        .snapped(0.01);
  }

  private static List<Species> species(Random random) {
    Element first = Element.of(3 + random.nextInt(80));
    if (random.nextInt(3) > 0) {
      return List.of(new Species(first, 1));
    }
    return List.of(
        new Species(first, 0.2 + 0.3 * random.nextDouble()),
        new Species(Element.of(3 + random.nextInt(80)), 0.2 + 0.3 * random.nextDouble()));
  }

  private static Lattice lattice(SpaceGroup group, Random random) {
    double a = 4 + 4 * random.nextDouble();
    double b = 4 + 4 * random.nextDouble();
    double c = 4 + 4 * random.nextDouble();
    double angle = 75 + 30 * random.nextDouble();
    return switch (group.crystalSystem()) {
      case TRICLINIC ->
          new Lattice(a, b, c, angle, 75 + 30 * random.nextDouble(), 75 + 30 * random.nextDouble());
      case MONOCLINIC -> new Lattice(a, b, c, 90, angle, 90);
      case ORTHORHOMBIC -> new Lattice(a, b, c, 90, 90, 90);
      case TETRAGONAL -> new Lattice(a, a, c, 90, 90, 90);
      case TRIGONAL, HEXAGONAL -> new Lattice(a, a, c, 90, 90, 120);
      case CUBIC -> new Lattice(a, a, a, 90, 90, 90);
    };
  }

  /** The same atoms with no symmetry but the identity. */
  static Crystal withoutSymmetry(Crystal crystal) {
    return new Crystal(
        crystal.name(),
        crystal.lattice(),
        SymmetryGroup.generatedBy(List.of()),
        crystal.sitesInCell());
  }
}
