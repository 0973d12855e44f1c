package org.powdermill.symmetry;

import static org.powdermill.symmetry.CoordinateTriplet.TRANSLATION_DENOMINATOR;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Affine maps n = (W, t) that carry a space group onto a space group: n G n^-1 = H.
 *
 * <p>Found by trying: rotation parts W that the lattice type allows, then translations t in units
 * of 1/24 of the basis vectors. For an operation (R, r) the image is (W R W^-1, W r + (I - R') t),
 * so each generator gives a linear congruence for t. Where an origin may be moved continuously the
 * grid holds some of its places; no Wyckoff position tells them apart. For triclinic and monoclinic
 * groups infinitely many W exist; those with small elements generate the same permutations of
 * Wyckoff positions, since the positions repeat modulo small numbers.
 */
final class Normaliser {

  private final Map<List<Integer>, int[]> targetTranslations = new HashMap<>();
  private final boolean[] targetLattice;
  private final List<SymmetryOperation> generators;
  private final List<SymmetryOperation> centrings;

  private Normaliser(SpaceGroup source, SpaceGroup target) {
    int n = TRANSLATION_DENOMINATOR;
    targetLattice = new boolean[n * n * n];
    for (SymmetryOperation centring : target.symmetryGroup().centringTranslations()) {
      targetLattice[
              (centring.translation(0) * n + centring.translation(1)) * n
                  + centring.translation(2)] =
          true;
    }
    for (SymmetryOperation operation : target.symmetryGroup().pointOperations()) {
      targetTranslations.put(key(operation.rotation()), translation(operation));
    }
    centrings = source.symmetryGroup().centringTranslations();
    generators = pointGenerators(source.symmetryGroup());
  }

  /** Maps of a group onto itself that generate, with the group, all that permute its positions. */
  static List<SymmetryOperation> generators(SpaceGroup group) {
    Normaliser normaliser = new Normaliser(group, group);
    int[] identity = SymmetryOperation.IDENTITY.rotation();
    Set<SymmetryOperation> maps = new LinkedHashSet<>(normaliser.maps(identity, Integer.MAX_VALUE));
    for (int[] rotation : rotations(group.crystalSystem())) {
      maps.addAll(normaliser.maps(rotation, 1));
    }
    return List.copyOf(maps);
  }

  /** A map of a group onto another of the same lattice type. */
  static SymmetryOperation anyMap(SpaceGroup source, SpaceGroup target) {
    Normaliser normaliser = new Normaliser(source, target);
    for (int[] rotation : rotations(source.crystalSystem())) {
      List<SymmetryOperation> maps = normaliser.maps(rotation, 1);
      if (!maps.isEmpty()) {
        return maps.get(0);
      }
    }
    throw new IllegalArgumentException("no map carries %s onto %s".formatted(source, target));
  }

  private static List<SymmetryOperation> pointGenerators(SymmetryGroup group) {
    List<SymmetryOperation> chosen = new ArrayList<>();
    List<SymmetryOperation> all = new ArrayList<>(group.centringTranslations());
    for (SymmetryOperation operation : group.pointOperations()) {
      if (!SymmetryGroup.generatedBy(all).operations().contains(operation)) {
        chosen.add(operation);
        all.add(operation);
      }
    }
    return chosen;
  }

  /** The maps with this rotation part, up to a number of them. */
  private List<SymmetryOperation> maps(int[] rotation, int most) {
    SymmetryOperation turn = SymmetryOperation.of(rotation, new int[3]);
    List<int[]> factors = new ArrayList<>();
    List<int[]> gaps = new ArrayList<>();
    for (SymmetryOperation centring : centrings) {
      if (!isInLattice(translation(turn.after(centring)))) {
        return List.of();
      }
    }
    for (SymmetryOperation generator : generators) {
      SymmetryOperation image = turn.after(generator).after(turn.inverse());
      int[] wanted = targetTranslations.get(key(image.rotation()));
      if (wanted == null) {
        return List.of();
      }
      int[] factor = new int[9];
      for (int i = 0; i < 9; i++) {
        factor[i] = (i % 4 == 0 ? 1 : 0) - image.rotation()[i];
      }
      factors.add(factor);
      gaps.add(
          new int[] {
            image.translation(0) - wanted[0],
            image.translation(1) - wanted[1],
            image.translation(2) - wanted[2]
          });
    }
    return translations(rotation, factors, gaps, most);
  }

  private List<SymmetryOperation> translations(
      int[] rotation, List<int[]> factors, List<int[]> gaps, int most) {
    List<SymmetryOperation> maps = new ArrayList<>();
    int n = TRANSLATION_DENOMINATOR;
    int[] residue = new int[3];
    for (int index = 0; index < n * n * n && maps.size() < most; index++) {
      int x = index / (n * n);
      int y = index / n % n;
      int z = index % n;
      boolean fits = true;
      for (int g = 0; g < factors.size() && fits; g++) {
        int[] f = factors.get(g);
        int[] gap = gaps.get(g);
        for (int row = 0; row < 3; row++) {
          residue[row] = f[3 * row] * x + f[3 * row + 1] * y + f[3 * row + 2] * z + gap[row];
        }
        fits = isInLattice(residue);
      }
      if (fits) {
        maps.add(SymmetryOperation.of(rotation, new int[] {x, y, z}));
      }
    }
    return maps;
  }

  private boolean isInLattice(int[] t) {
    int n = TRANSLATION_DENOMINATOR;
    return targetLattice[
        (Math.floorMod(t[0], n) * n + Math.floorMod(t[1], n)) * n + Math.floorMod(t[2], n)];
  }

  private static int[] translation(SymmetryOperation operation) {
    return new int[] {operation.translation(0), operation.translation(1), operation.translation(2)};
  }

  private static List<Integer> key(int[] rotation) {
    return Arrays.stream(rotation).boxed().toList();
  }

  /** Rotation parts that may map the group's lattice onto itself. */
  private static List<int[]> rotations(CrystalSystem system) {
    return switch (system) {
      case TRICLINIC -> matrices(1, false);
      case MONOCLINIC -> matrices(2, true);
      case ORTHORHOMBIC, TETRAGONAL, CUBIC -> pointOperationsOf(221);
      case TRIGONAL, HEXAGONAL -> pointOperationsOf(191);
    };
  }

  private static List<int[]> pointOperationsOf(int symmorphicGroup) {
    return SpaceGroup.of(symmorphicGroup).symmetryGroup().pointOperations().stream()
        .map(SymmetryOperation::rotation)
        .toList();
  }

  /** Matrices of determinant 1 or -1 with elements up to a size, b kept or turned round or not. */
  private static List<int[]> matrices(int largest, boolean alongB) {
    List<int[]> matrices = new ArrayList<>();
    int[] free = alongB ? new int[] {0, 2, 6, 8} : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8};
    int[] matrix = new int[9];
    matrix[4] = 1;
    Arrays.setAll(matrix, i -> Arrays.stream(free).anyMatch(f -> f == i) ? -largest : matrix[i]);
    while (true) {
      if (Math.abs(IntegerMatrix.determinant(matrix)) == 1) {
        matrices.add(matrix.clone());
      }
      int digit = 0;
      while (digit < free.length && matrix[free[digit]] == largest) {
        matrix[free[digit++]] = -largest;
      }
      if (digit == free.length) {
        return matrices;
      }
      matrix[free[digit]]++;
    }
  }
}
