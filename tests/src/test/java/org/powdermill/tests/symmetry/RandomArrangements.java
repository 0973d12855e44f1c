package org.powdermill.tests.symmetry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.CrystalSystem;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * Draws arrangements of a space group for tests: one to three kinds on random Wyckoff positions,
 * now and then with coordinates and lattices that make them more symmetric than the group.
 */
public final class RandomArrangements {

  private static final double[] SPECIAL_FRACTIONS = {
    0, 1 / 8.0, 1 / 6.0, 1 / 4.0, 1 / 3.0, 3 / 8.0, 1 / 2.0, 2 / 3.0, 3 / 4.0, 5 / 8.0
  };

  private static final int MAX_PRIMITIVE_ATOMS = 100;

  private final Random random;
  private final double specialShare;

  /**
   * A source of arrangements.
   *
   * @param seed of all that is drawn
   * @param specialShare how often coordinates and lattices are deliberately special, 0 to 1
   */
  public RandomArrangements(long seed, double specialShare) {
    this.random = new Random(seed);
    this.specialShare = specialShare;
  }

  /** Draws an arrangement without coinciding atoms. */
  public GroupArrangement draw(SpaceGroup group) {
    while (true) {
      GroupArrangement drawn = attempt(group);
      if (drawn.size() <= MAX_PRIMITIVE_ATOMS && !drawn.hasCoincidences()) {
        return drawn;
      }
    }
  }

  /**
   * Draws an arrangement of about so many atoms in the primitive cell, one to four kinds on
   * positions with a degree of freedom.
   *
   * @throws IllegalArgumentException if the group has no such positions
   */
  public GroupArrangement draw(SpaceGroup group, int atoms) {
    List<WyckoffPosition> positions =
        group.wyckoffPositions().stream()
            .filter(position -> position.degreesOfFreedom() > 0)
            .filter(position -> position.primitiveOrbit().size() <= atoms / 4 + 1)
            .toList();
    if (positions.isEmpty()) {
      throw new IllegalArgumentException("no positions for %d atoms in %s".formatted(atoms, group));
    }
    List<double[]> points = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    int numberOfKinds = 1 + random.nextInt(4);
    for (int site = 0; points.size() < atoms * 0.9; site++) {
      WyckoffPosition position = positions.get(random.nextInt(positions.size()));
      double[] parameters = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      for (CoordinateTriplet triplet : position.primitiveOrbit()) {
        points.add(triplet.apply(parameters));
        kinds.add(site % numberOfKinds);
      }
    }
    return arrangement(group, lattice(group.crystalSystem()), points, kinds);
  }

  private static GroupArrangement arrangement(
      SpaceGroup group, Lattice lattice, List<double[]> points, List<Integer> kinds) {
    return new GroupArrangement(
        group,
        lattice,
        points.toArray(double[][]::new),
        kinds.stream().mapToInt(Integer::intValue).toArray());
  }

  private GroupArrangement attempt(SpaceGroup group) {
    boolean special = random.nextDouble() < specialShare;
    List<double[]> points = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    Set<Character> taken = new HashSet<>();
    int numberOfKinds = 1 + random.nextInt(3);
    for (int kind = 0; kind < numberOfKinds; kind++) {
      int sites = 1 + random.nextInt(2);
      for (int site = 0; site < sites; site++) {
        List<WyckoffPosition> positions = group.wyckoffPositions();
        WyckoffPosition position = positions.get(random.nextInt(positions.size()));
        if (position.degreesOfFreedom() > 0 || taken.add(position.letter())) {
          double[] parameters = {coordinate(special), coordinate(special), coordinate(special)};
          for (CoordinateTriplet triplet : position.primitiveOrbit()) {
            points.add(triplet.apply(parameters));
            kinds.add(10 + kind);
          }
        }
      }
    }
    if (points.isEmpty()) {
      return attempt(group);
    }
    boolean specialLattice = random.nextDouble() < specialShare;
    return arrangement(
        group,
        specialLattice ? specialLattice(group) : lattice(group.crystalSystem()),
        points,
        kinds);
  }

  private double coordinate(boolean special) {
    return special && random.nextDouble() < 0.7
        ? SPECIAL_FRACTIONS[random.nextInt(SPECIAL_FRACTIONS.length)]
        : random.nextDouble();
  }

  private double length() {
    return 3 + 9 * random.nextDouble();
  }

  private double angle() {
    return 75 + 40 * random.nextDouble();
  }

  private Lattice lattice(CrystalSystem system) {
    double a = length();
    double b = length();
    double c = length();
    return switch (system) {
      case TRICLINIC -> new Lattice(a, b, c, angle(), angle(), angle());
      case MONOCLINIC -> new Lattice(a, b, c, 90, 90 + 35 * random.nextDouble(), 90);
      case ORTHORHOMBIC -> new Lattice(a, b, c, 90, 90, 90);
      case TETRAGONAL -> new Lattice(a, a, c, 90, 90, 90);
      case TRIGONAL, HEXAGONAL -> new Lattice(a, a, c, 90, 90, 120);
      case CUBIC -> new Lattice(a, a, a, 90, 90, 90);
    };
  }

  /** A lattice that is more symmetric than its type where there is such a thing. */
  private Lattice specialLattice(SpaceGroup group) {
    double a = length();
    double b = length();
    double c = length();
    boolean coin = random.nextBoolean();
    return switch (group.crystalSystem()) {
      case TRICLINIC ->
          switch (random.nextInt(4)) {
            case 0 -> new Lattice(a, a, a, 90, 90, 90);
            case 1 -> new Lattice(a, b, c, 90, 90, 90);
            case 2 -> new Lattice(a, a, a, 75, 75, 75);
            default -> new Lattice(a, b, c, 90, angle(), 90);
          };
      case MONOCLINIC ->
          switch (random.nextInt(4)) {
            case 0 -> new Lattice(a, b, c, 90, 90, 90);
            case 1 -> new Lattice(a, a, a, 90, 90, 90);
            case 2 -> new Lattice(a, b, a, 90, 120, 90);
            default -> new Lattice(a, b, a, 90, angle(), 90);
          };
      case ORTHORHOMBIC ->
          coin
              ? new Lattice(a, a, c, 90, 90, 90)
              : new Lattice(a, a * (random.nextBoolean() ? 1 : Math.sqrt(3)), a, 90, 90, 90);
      case TETRAGONAL -> new Lattice(a, a, a * (coin ? 1 : Math.sqrt(2)), 90, 90, 90);
      case TRIGONAL, HEXAGONAL ->
          new Lattice(a, a, a * (coin ? Math.sqrt(6) : Math.sqrt(1.5)), 90, 90, 120);
      case CUBIC -> new Lattice(a, a, a, 90, 90, 90);
    };
  }
}
