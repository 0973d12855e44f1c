package org.powdermill.tests.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.generation.OccupiedPosition;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.FoundSymmetry;
import org.powdermill.symmetry.PrimitiveCell;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.WyckoffPermutations;

/** What a search of symmetry finds in a generated crystal, against what was intended. */
final class ReadBack {

  /** What came of it. */
  enum Result {
    /** Space-group type and Wyckoff sites are the intended ones. */
    AS_INTENDED,
    /** The type is the intended one, in a smaller cell: the documented exception. */
    FINER_LATTICE,
    /** Anything else. */
    OTHERWISE
  }

  /**
   * Distance that an operation may miss an atom by, angstrom. spglib measures distances between
   * atoms whose coordinates it has transformed and reduced several times, in cells up to a hundred
   * angstrom long, and gives up below 1e-8; a random coordinate comes so close to a special one
   * once in a million.
   */
  private static final double TOLERANCE = 1e-6;

  private static final double SAME_VOLUME = 1e-6;

  private final SymmetryFinder finder;

  ReadBack(SymmetryFinder finder) {
    this.finder = finder;
  }

  Result of(SyntheticCrystal crystal) {
    AtomicArrangement atoms = primitiveCell(crystal);
    FoundSymmetry found = finder.find(atoms, TOLERANCE);
    if (found.spaceGroup().number() != crystal.spaceGroup().number()) {
      return Result.OTHERWISE;
    }
    double volume =
        found.standardCell().lattice().volume() / found.spaceGroup().centring().latticePoints();
    if (volume < atoms.lattice().volume() * (1 - SAME_VOLUME)) {
      return Result.FINER_LATTICE;
    }
    return leastLabel(crystal.spaceGroup(), intended(crystal))
            .equals(leastLabel(crystal.spaceGroup(), found(atoms, found)))
        ? Result.AS_INTENDED
        : Result.OTHERWISE;
  }

  private static AtomicArrangement primitiveCell(SyntheticCrystal crystal) {
    List<double[]> points = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    for (OccupiedPosition site : crystal.sites()) {
      for (CoordinateTriplet triplet : site.position().primitiveOrbit()) {
        points.add(triplet.apply(new double[] {site.x(), site.y(), site.z()}));
        kinds.add(site.element().atomicNumber());
      }
    }
    return PrimitiveCell.of(
        crystal.spaceGroup().centring(),
        crystal.lattice(),
        column(points, 0),
        column(points, 1),
        column(points, 2),
        kinds.stream().mapToInt(Integer::intValue).toArray(),
        kinds.size());
  }

  private static double[] column(List<double[]> points, int axis) {
    return points.stream().mapToDouble(point -> point[axis]).toArray();
  }

  /** Atoms in the primitive cell by element, for each letter. */
  private static Map<Integer, Map<Character, Integer>> intended(SyntheticCrystal crystal) {
    Map<Integer, Map<Character, Integer>> atoms = new TreeMap<>();
    for (OccupiedPosition site : crystal.sites()) {
      atoms
          .computeIfAbsent(site.element().atomicNumber(), key -> new TreeMap<>())
          .merge(site.position().letter(), site.position().primitiveOrbit().size(), Integer::sum);
    }
    return atoms;
  }

  private static Map<Integer, Map<Character, Integer>> found(
      AtomicArrangement arrangement, FoundSymmetry found) {
    Map<Integer, Map<Character, Integer>> atoms = new TreeMap<>();
    for (int i = 0; i < arrangement.kinds().length; i++) {
      atoms
          .computeIfAbsent(arrangement.kinds()[i], key -> new TreeMap<>())
          .merge(found.wyckoffLetters().get(i), 1, Integer::sum);
    }
    return atoms;
  }

  /** The least of the descriptions that differ by the choice of origin and axes alone. */
  private static String leastLabel(SpaceGroup group, Map<Integer, Map<Character, Integer>> atoms) {
    WyckoffPermutations permutations = WyckoffPermutations.of(group);
    return permutations.images().stream()
        .map(image -> label(atoms, permutations.letters(), image))
        .min(String::compareTo)
        .orElseThrow();
  }

  private static String label(
      Map<Integer, Map<Character, Integer>> atoms, String letters, String image) {
    StringBuilder label = new StringBuilder();
    atoms.forEach(
        (element, counts) -> {
          String[] words =
              counts.entrySet().stream()
                  .map(
                      count ->
                          image.charAt(letters.indexOf(count.getKey())) + "" + count.getValue())
                  .toArray(String[]::new);
          Arrays.sort(words);
          label.append(element).append(Arrays.toString(words));
        });
    return label.toString();
  }
}
