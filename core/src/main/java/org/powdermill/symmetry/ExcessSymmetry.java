package org.powdermill.symmetry;

import java.util.Arrays;

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
 * 8), about n + (1 + c) m searches for an atom at a point. A search is one look into a hash table
 * whose key is a linear form of the coordinates with integer coefficients, which lattice
 * translations leave as it is modulo 1.
 *
 * <p><b>Layout.</b> Coordinates in flat arrays, sorted by kind, the rarest first; buckets of the
 * table are ranges of one index array. All arrays belong to the workspace and grow when a larger
 * crystal comes: one workspace a thread, no allocation per call.
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

  /** Coefficients of the key; odd and different, so that few special positions share one. */
  private static final int[] KEY = {5, 11, 23};

  private static final double KEY_TOLERANCE = (5 + 11 + 23) * TOLERANCE;

  private final LatticeAutomorphisms automorphisms = new LatticeAutomorphisms(TOLERANCE);
  private final double[] primitiveMetric = new double[6];
  private final KindTable kinds = new KindTable();

  private double[] coordinates = new double[0];
  private int[] kindOf = new int[0];
  private int[] bucketOf = new int[0];
  private int[] byBucket = new int[0];
  private int[] bucketStart = new int[1];
  private int buckets;
  private int atoms;
  private int rarest;

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
    sortIntoPrimitiveCell(cosets.toPrimitive, x, y, z, kind, n);
    fillBuckets();
    if (hasMoreRotations(cosets, metric)) {
      return Verdict.LARGER_POINT_GROUP;
    }
    return hasMoreTranslations() ? Verdict.FINER_LATTICE : Verdict.NONE;
  }

  private void sortIntoPrimitiveCell(
      int[] toPrimitive, double[] x, double[] y, double[] z, int[] kind, int n) {
    atoms = n;
    if (kindOf.length < n) {
      coordinates = new double[3 * n];
      kindOf = new int[n];
      bucketOf = new int[n];
      byBucket = new int[n];
    }
    rarest = kinds.count(kind, n);
    for (int i = 0; i < n; i++) {
      int rank = kinds.rank(kind[i]);
      int slot = kinds.nextSlot(rank);
      kindOf[slot] = rank;
      for (int row = 0; row < 3; row++) {
        double p =
            toPrimitive[3 * row] * x[i]
                + toPrimitive[3 * row + 1] * y[i]
                + toPrimitive[3 * row + 2] * z[i];
        coordinates[3 * slot + row] = p - Math.floor(p);
      }
    }
  }

  private void fillBuckets() {
    buckets = Math.max(8, Integer.highestOneBit(atoms) << 1);
    if (bucketStart.length < buckets + 1) {
      bucketStart = new int[buckets + 1];
    }
    Arrays.fill(bucketStart, 0, buckets + 1, 0);
    for (int i = 0; i < atoms; i++) {
      bucketOf[i] = bucket(key(coordinates[3 * i], coordinates[3 * i + 1], coordinates[3 * i + 2]));
      bucketStart[bucketOf[i]]++;
    }
    int end = 0;
    for (int b = 0; b <= buckets; b++) {
      end += bucketStart[b];
      bucketStart[b] = end;
    }
    for (int i = atoms - 1; i >= 0; i--) {
      byBucket[--bucketStart[bucketOf[i]]] = i;
    }
  }

  private static double key(double x, double y, double z) {
    return KEY[0] * x + KEY[1] * y + KEY[2] * z;
  }

  private int bucket(double key) {
    return (int) ((key - Math.floor(key)) * buckets) & (buckets - 1);
  }

  private boolean hasMoreTranslations() {
    for (int j = 1; j < rarest; j++) {
      if (mapsOntoItself(IDENTITY, j)) {
        return true;
      }
    }
    return false;
  }

  private static final int[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private boolean hasMoreRotations(HolohedryCosets cosets, double[] metric) {
    if (!cosets.maximal) {
      cosets.primitiveMetric(metric, primitiveMetric);
      int order = automorphisms.find(primitiveMetric);
      if (order > cosets.holohedryOrder) {
        return hasMoreRotationsByChance(cosets, order);
      }
    }
    for (int[] rotation : cosets.representatives) {
      if (isRotationPart(rotation)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMoreRotationsByChance(HolohedryCosets cosets, int order) {
    for (int i = 0; i < order; i++) {
      int[] rotation = automorphisms.matrix(i);
      if (!cosets.isInPointGroup(rotation) && isRotationPart(rotation)) {
        return true;
      }
    }
    return false;
  }

  private boolean isRotationPart(int[] rotation) {
    for (int j = 0; j < rarest; j++) {
      if (mapsOntoItself(rotation, j)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the operation with this rotation part that carries atom 0 to atom j maps all atoms. */
  private boolean mapsOntoItself(int[] w, int j) {
    double[] c = coordinates;
    double tx = c[3 * j] - (w[0] * c[0] + w[1] * c[1] + w[2] * c[2]);
    double ty = c[3 * j + 1] - (w[3] * c[0] + w[4] * c[1] + w[5] * c[2]);
    double tz = c[3 * j + 2] - (w[6] * c[0] + w[7] * c[1] + w[8] * c[2]);
    for (int i = 1; i < atoms; i++) {
      double x = c[3 * i];
      double y = c[3 * i + 1];
      double z = c[3 * i + 2];
      if (!hasAtomAt(
          w[0] * x + w[1] * y + w[2] * z + tx,
          w[3] * x + w[4] * y + w[5] * z + ty,
          w[6] * x + w[7] * y + w[8] * z + tz,
          kindOf[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean hasAtomAt(double x, double y, double z, int kind) {
    double key = key(x, y, z);
    int bucket = bucket(key - KEY_TOLERANCE);
    int neighbour = bucket(key + KEY_TOLERANCE);
    return bucketHolds(bucket, x, y, z, kind)
        || (neighbour != bucket && bucketHolds(neighbour, x, y, z, kind));
  }

  private boolean bucketHolds(int bucket, double x, double y, double z, int kind) {
    int end = bucketStart[bucket + 1];
    for (int k = bucketStart[bucket]; k < end; k++) {
      int i = byBucket[k];
      if (kindOf[i] == kind
          && isWhole(coordinates[3 * i] - x)
          && isWhole(coordinates[3 * i + 1] - y)
          && isWhole(coordinates[3 * i + 2] - z)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(double difference) {
    return Math.abs(difference - Math.rint(difference)) <= TOLERANCE;
  }
}
