package org.powdermill.symmetry;

/**
 * Tells whether an arrangement of atoms that was built from a space group is more symmetric than
 * the group.
 *
 * <p><b>Idea.</b> A larger group would hold a translation that is none of the lattice's, or an
 * operation whose rotation part W maps the lattice onto itself and is none of the point group's P.
 * Both are looked for among the atoms of a primitive cell. An operation (W, t) carries the first
 * atom x0 of the rarest kind to an atom xj of that kind, so t = xj - W x0 is one of a few; the next
 * atom that has no image refutes it, and nearly always the very next one does. (W, t) is a symmetry
 * operation exactly if all its products with the group's operations are: one W of each coset PW is
 * enough. These are tabulated for the holohedry of the lattice type; only a lattice that is by
 * chance more symmetric than its type has its own automorphisms tried ({@link
 * LatticeAutomorphisms}).
 *
 * <p><b>Cost.</b> With n atoms in the primitive cell, m of the rarest kind and c cosets (at most
 * 7), about n + (1 + c) m searches for an atom at a point. A search is one look into a hash table
 * whose key is a linear form of the coordinates with integer coefficients, which lattice
 * translations leave as it is modulo 1.
 *
 * <p><b>Layout</b> ({@link AtomTable}). Coordinates in flat arrays, sorted by kind, the rarest
 * first; buckets of the table are ranges of one index array. All arrays belong to the workspace and
 * grow when a larger crystal comes: one workspace a thread, no allocation per call (but for a
 * lattice that is special by chance).
 *
 * <p><b>Tolerance.</b> {@value #TOLERANCE}: for points in each fractional coordinate of the
 * primitive cell, for the lattice relative to the lengths of the basis vectors. Only sums,
 * products, quotients and roundings are used, so the outcome is the same on any machine.
 */
public final class ExcessSymmetry {

  /** Difference below which coordinates, and relative difference below which lengths, are equal. */
  public static final double TOLERANCE = 1e-8;

  /** What an arrangement has beyond its group. */
  public enum Verdict {
    /** Exactly the group. */
    NONE,
    /** More rotation parts, so certainly another type of group. */
    LARGER_POINT_GROUP,
    /** More translations: perhaps a group of the same type, with a smaller cell. */
    FINER_LATTICE
  }

  private final LatticeAutomorphisms automorphisms = new LatticeAutomorphisms(TOLERANCE);
  private final double[] primitiveMetric = new double[6];
  private final AtomTable table = new AtomTable();

  /** A workspace, for one thread. */
  public ExcessSymmetry() {}

  /**
   * Looks for symmetry beyond a space group.
   *
   * @param group the group that the arrangement was built from
   * @param metric metric tensor of the conventional cell as {@link Lattice#metricTensor()} gives it
   * @param x fractional coordinates along a of the conventional cell, at least n
   * @param y the same along b
   * @param z the same along c
   * @param kind what stands on each point; equal numbers stand for equal content
   * @param n number of atoms: those of a primitive cell, one for each lattice point ({@link
   *     WyckoffPosition#primitiveOrbit()})
   */
  public Verdict of(
      SpaceGroup group, double[] metric, double[] x, double[] y, double[] z, int[] kind, int n) {
    HolohedryCosets cosets = HolohedryCosets.of(group);
    table.fill(cosets.toPrimitive, x, y, z, kind, n);
    cosets.primitiveMetric(metric, primitiveMetric);
    if (hasMoreRotations(cosets)) {
      return Verdict.LARGER_POINT_GROUP;
    }
    return hasMoreTranslations() ? Verdict.FINER_LATTICE : Verdict.NONE;
  }

  private boolean hasMoreTranslations() {
    for (int j = 1; j < table.rarest(); j++) {
      if (table.mapsOntoItself(IntegerMatrix.IDENTITY, j)) {
        return true;
      }
    }
    return false;
  }

  /** The atoms of the last call. */
  AtomTable table() {
    return table;
  }

  /** The metric tensor of the primitive cell of the last call. */
  double[] primitiveMetric() {
    return primitiveMetric;
  }

  private boolean hasMoreRotations(HolohedryCosets cosets) {
    if (!cosets.maximal) {
      int order = automorphisms.find(primitiveMetric);
      if (order > cosets.holohedryOrder) {
        return hasMoreRotationsByChance(cosets, order);
      }
    }
    for (int[] rotation : cosets.representatives) {
      if (table.isRotationPart(rotation)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMoreRotationsByChance(HolohedryCosets cosets, int order) {
    for (int i = 0; i < order; i++) {
      int[] rotation = automorphisms.matrix(i);
      if (!cosets.isInPointGroup(rotation) && table.isRotationPart(rotation)) {
        return true;
      }
    }
    return false;
  }
}
