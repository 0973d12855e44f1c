package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where the rotation parts of a space group stand among those of its lattice, for the check of
 * excess symmetry. Matrices are in the primitive basis of {@link Centring#toPrimitive()}, nine
 * integers row by row.
 *
 * <p>The holohedry of each lattice type is the point group of its symmorphic group: P-1, P2/m,
 * Pmmm, P4/mmm, R-3m, P6/mmm, Pm-3m (International Tables for Crystallography A (2016), section
 * 3.1.2).
 */
final class HolohedryCosets {

  private static final AtomicReferenceArray<HolohedryCosets> DERIVED =
      new AtomicReferenceArray<>(SpaceGroup.COUNT + 1);

  /** Carries conventional coordinates to primitive ones. */
  final int[] toPrimitive;

  /** Number of lattice points in the conventional cell. */
  final int latticePoints;

  /** The primitive basis vectors as columns, times {@link #latticePoints}. */
  final int[] primitiveBasis;

  /** The rotation parts of the group. */
  final int[][] pointGroup;

  /** A translation part for each of them, fractional in the primitive basis. */
  final double[][] primitiveTranslations;

  /** Number of rotation parts that any lattice of this type has. */
  final int holohedryOrder;

  /** Whether no lattice has more: primitive hexagonal and cubic ones. */
  final boolean maximal;

  /**
   * One rotation part W of each right coset PW of the point group P in the holohedry, without the
   * point group itself.
   */
  final int[][] representatives;

  private HolohedryCosets(SpaceGroup group) {
    Centring centring = group.centring();
    toPrimitive = centring.toPrimitive();
    latticePoints = centring.latticePoints();
    primitiveBasis = IntegerMatrix.adjugate(toPrimitive);
    pointGroup = inPrimitiveBasis(group.symmetryGroup());
    primitiveTranslations =
        group.symmetryGroup().pointOperations().stream()
            .map(this::primitiveTranslation)
            .toArray(double[][]::new);
    int symmorphic = symmorphicHolohedral(group);
    List<int[]> holohedry = new ArrayList<>();
    for (SymmetryOperation operation :
        SpaceGroup.of(symmorphic).symmetryGroup().pointOperations()) {
      holohedry.add(inPrimitiveBasis(operation.rotation()));
    }
    holohedryOrder = holohedry.size();
    maximal = symmorphic == 191 || symmorphic == 221;
    List<int[]> chosen = new ArrayList<>();
    List<int[]> covered = new ArrayList<>(List.of(pointGroup));
    for (int[] candidate : holohedry) {
      if (covered.stream().noneMatch(matrix -> Arrays.equals(matrix, candidate))) {
        chosen.add(candidate);
        for (int[] rotation : pointGroup) {
          covered.add(IntegerMatrix.product(rotation, candidate));
        }
      }
    }
    representatives = chosen.toArray(int[][]::new);
  }

  static HolohedryCosets of(SpaceGroup group) {
    HolohedryCosets known = DERIVED.get(group.number());
    if (known == null) {
      known = new HolohedryCosets(group);
      DERIVED.set(group.number(), known);
    }
    return known;
  }

  boolean isInPointGroup(int[] rotation) {
    return contains(pointGroup, rotation);
  }

  static boolean contains(int[][] rotations, int[] rotation) {
    for (int[] member : rotations) {
      if (Arrays.equals(member, rotation)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The metric tensor of the primitive cell.
   *
   * @param conventional metric tensor of the conventional cell, as {@link Lattice#metricTensor()}
   *     gives it
   * @param primitive where the result goes, in the same order
   */
  void primitiveMetric(double[] conventional, double[] primitive) {
    primitive[0] = product(conventional, 0, 0);
    primitive[1] = product(conventional, 1, 1);
    primitive[2] = product(conventional, 2, 2);
    primitive[3] = product(conventional, 1, 2);
    primitive[4] = product(conventional, 0, 2);
    primitive[5] = product(conventional, 0, 1);
  }

  /** The scalar product of two primitive basis vectors. */
  private double product(double[] g, int i, int j) {
    double ux = primitiveBasis[i];
    double uy = primitiveBasis[3 + i];
    double uz = primitiveBasis[6 + i];
    double vx = primitiveBasis[j];
    double vy = primitiveBasis[3 + j];
    double vz = primitiveBasis[6 + j];
    return (ux * vx * g[0]
            + uy * vy * g[1]
            + uz * vz * g[2]
            + (uy * vz + uz * vy) * g[3]
            + (ux * vz + uz * vx) * g[4]
            + (ux * vy + uy * vx) * g[5])
        / (latticePoints * latticePoints);
  }

  private static int symmorphicHolohedral(SpaceGroup group) {
    return switch (group.crystalSystem()) {
      case TRICLINIC -> 2;
      case MONOCLINIC -> 10;
      case ORTHORHOMBIC -> 47;
      case TETRAGONAL -> 123;
      case TRIGONAL -> group.centring() == Centring.R ? 166 : 191;
      case HEXAGONAL -> 191;
      case CUBIC -> 221;
    };
  }

  private double[] primitiveTranslation(SymmetryOperation operation) {
    double[] translation = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 3; k++) {
        translation[row] += toPrimitive[3 * row + k] * operation.translation(k);
      }
      translation[row] /= CoordinateTriplet.TRANSLATION_DENOMINATOR;
    }
    return translation;
  }

  private int[][] inPrimitiveBasis(SymmetryGroup group) {
    return group.pointOperations().stream()
        .map(operation -> inPrimitiveBasis(operation.rotation()))
        .toArray(int[][]::new);
  }

  private int[] inPrimitiveBasis(int[] rotation) {
    int[] scaled =
        IntegerMatrix.product(IntegerMatrix.product(toPrimitive, rotation), primitiveBasis);
    return Arrays.stream(scaled).map(element -> element / latticePoints).toArray();
  }
}
