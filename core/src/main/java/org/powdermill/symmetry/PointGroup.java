package org.powdermill.symmetry;

import java.util.Arrays;
import java.util.List;

/**
 * The 32 crystallographic point groups, each known by how many rotations of each type it holds.
 *
 * <p>The type of a rotation part follows from its determinant and trace: International Tables for
 * Crystallography A (2016), table 1.2.2.1. The counts tell the 32 groups apart.
 */
public enum PointGroup {
  // Numbers of the rotations -6 -4 -3 m -1 1 2 3 4 6.
  P1("1", LaueClass.L1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0),
  P1BAR("-1", LaueClass.L1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0),
  P2("2", LaueClass.L2M, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0),
  PM("m", LaueClass.L2M, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0),
  P2M("2/m", LaueClass.L2M, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0),
  P222("222", LaueClass.LMMM, 0, 0, 0, 0, 0, 1, 3, 0, 0, 0),
  PMM2("mm2", LaueClass.LMMM, 0, 0, 0, 2, 0, 1, 1, 0, 0, 0),
  PMMM("mmm", LaueClass.LMMM, 0, 0, 0, 3, 1, 1, 3, 0, 0, 0),
  P4("4", LaueClass.L4M, 0, 0, 0, 0, 0, 1, 1, 0, 2, 0),
  P4BAR("-4", LaueClass.L4M, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0),
  P4M("4/m", LaueClass.L4M, 0, 2, 0, 1, 1, 1, 1, 0, 2, 0),
  P422("422", LaueClass.L4MMM, 0, 0, 0, 0, 0, 1, 5, 0, 2, 0),
  P4MM("4mm", LaueClass.L4MMM, 0, 0, 0, 4, 0, 1, 1, 0, 2, 0),
  P4BAR2M("-42m", LaueClass.L4MMM, 0, 2, 0, 2, 0, 1, 3, 0, 0, 0),
  P4MMM("4/mmm", LaueClass.L4MMM, 0, 2, 0, 5, 1, 1, 5, 0, 2, 0),
  P3("3", LaueClass.L3, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0),
  P3BAR("-3", LaueClass.L3, 0, 0, 2, 0, 1, 1, 0, 2, 0, 0),
  P32("32", LaueClass.L3M, 0, 0, 0, 0, 0, 1, 3, 2, 0, 0),
  P3M("3m", LaueClass.L3M, 0, 0, 0, 3, 0, 1, 0, 2, 0, 0),
  P3BARM("-3m", LaueClass.L3M, 0, 0, 2, 3, 1, 1, 3, 2, 0, 0),
  P6("6", LaueClass.L6M, 0, 0, 0, 0, 0, 1, 1, 2, 0, 2),
  P6BAR("-6", LaueClass.L6M, 2, 0, 0, 1, 0, 1, 0, 2, 0, 0),
  P6M("6/m", LaueClass.L6M, 2, 0, 2, 1, 1, 1, 1, 2, 0, 2),
  P622("622", LaueClass.L6MMM, 0, 0, 0, 0, 0, 1, 7, 2, 0, 2),
  P6MM("6mm", LaueClass.L6MMM, 0, 0, 0, 6, 0, 1, 1, 2, 0, 2),
  P6BARM2("-6m2", LaueClass.L6MMM, 2, 0, 0, 4, 0, 1, 3, 2, 0, 0),
  P6MMM("6/mmm", LaueClass.L6MMM, 2, 0, 2, 7, 1, 1, 7, 2, 0, 2),
  P23("23", LaueClass.LM3, 0, 0, 0, 0, 0, 1, 3, 8, 0, 0),
  PM3BAR("m-3", LaueClass.LM3, 0, 0, 8, 3, 1, 1, 3, 8, 0, 0),
  P432("432", LaueClass.LM3M, 0, 0, 0, 0, 0, 1, 9, 8, 6, 0),
  P4BAR3M("-43m", LaueClass.LM3M, 0, 6, 0, 6, 0, 1, 3, 8, 0, 0),
  PM3BARM("m-3m", LaueClass.LM3M, 0, 6, 8, 9, 1, 1, 9, 8, 6, 0);

  private static final List<Integer> ROTATION_TYPES = List.of(-6, -4, -3, -2, -1, 1, 2, 3, 4, 6);

  private final String symbol;
  private final LaueClass laueClass;
  private final List<Integer> counts;

  PointGroup(String symbol, LaueClass laueClass, Integer... counts) {
    this.symbol = symbol;
    this.laueClass = laueClass;
    this.counts = List.of(counts);
  }

  /**
   * The point group of a group of operations.
   *
   * @throws IllegalArgumentException if the rotation parts are those of no point group
   */
  public static PointGroup of(SymmetryGroup group) {
    Integer[] counts = new Integer[ROTATION_TYPES.size()];
    Arrays.fill(counts, 0);
    for (SymmetryOperation operation : group.pointOperations()) {
      counts[ROTATION_TYPES.indexOf(rotationType(operation))]++;
    }
    for (PointGroup candidate : values()) {
      if (candidate.counts.equals(List.of(counts))) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("the operations form no crystallographic point group");
  }

  /**
   * The order of the rotation, negative for rotoinversions: 1, 2, 3, 4, 6, -1, -2 (m), -3, -4, -6.
   */
  private static int rotationType(SymmetryOperation operation) {
    int determinant = operation.determinant();
    int order =
        switch (determinant * operation.trace()) {
          case 3 -> 1;
          case -1 -> 2;
          case 0 -> 3;
          case 1 -> 4;
          case 2 -> 6;
          default -> throw new IllegalArgumentException("'%s' is no rotation".formatted(operation));
        };
    return determinant * order;
  }

  /** Hermann-Mauguin symbol, such as {@code -42m}. */
  public String symbol() {
    return symbol;
  }

  /** Number of operations. */
  public int order() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** The Laue class: the point group with an inversion added. */
  public LaueClass laueClass() {
    return laueClass;
  }
}
