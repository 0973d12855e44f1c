package org.powdermill.symmetry;

import java.util.Arrays;

/**
 * The atoms of a primitive cell, sorted by kind and found by their place: the hot part of {@link
 * ExcessSymmetry}, which tells its idea and layout.
 */
final class AtomTable {

  private static final double TOLERANCE = ExcessSymmetry.TOLERANCE;

  /** Coefficients of the key; odd and different, so that few special positions share one. */
  private static final int[] KEY = {5, 11, 23};

  private static final double KEY_TOLERANCE = (5 + 11 + 23) * TOLERANCE;

  private final KindTable kinds = new KindTable();

  private double[] coordinates = new double[0];
  private int[] kindOf = new int[0];
  private int[] bucketOf = new int[0];
  private int[] byBucket = new int[0];
  private int[] bucketStart = new int[1];
  private int buckets;
  private int atoms;
  private int rarest;

  /** Takes atoms in conventional coordinates, one for each lattice point. */
  void fill(int[] toPrimitive, double[] x, double[] y, double[] z, int[] kind, int n) {
    grow(n);
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
    fillBuckets();
  }

  /**
   * Takes the atoms of another table in another basis. Where the new cell is smaller, those that
   * fall together stay apart here: that costs time and changes no answer.
   */
  void fill(double[][] toBasis, AtomTable other) {
    grow(other.atoms);
    rarest = other.rarest;
    System.arraycopy(other.kindOf, 0, kindOf, 0, atoms);
    for (int i = 0; i < atoms; i++) {
      for (int row = 0; row < 3; row++) {
        double p =
            toBasis[row][0] * other.coordinates[3 * i]
                + toBasis[row][1] * other.coordinates[3 * i + 1]
                + toBasis[row][2] * other.coordinates[3 * i + 2];
        coordinates[3 * i + row] = p - Math.floor(p);
      }
    }
    fillBuckets();
  }

  /** Atoms of the rarest kind. */
  int rarest() {
    return rarest;
  }

  /** The vector from atom 0 to atom j. */
  double[] step(int j) {
    return new double[] {
      coordinates[3 * j] - coordinates[0],
      coordinates[3 * j + 1] - coordinates[1],
      coordinates[3 * j + 2] - coordinates[2]
    };
  }

  private void grow(int n) {
    atoms = n;
    if (kindOf.length < n) {
      coordinates = new double[3 * n];
      kindOf = new int[n];
      bucketOf = new int[n];
      byBucket = new int[n];
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

  /** Whether an operation with this rotation part maps the atoms onto themselves. */
  boolean isRotationPart(int[] rotation) {
    for (int j = 0; j < rarest; j++) {
      if (mapsOntoItself(rotation, j)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the operation with this rotation part that carries atom 0 to atom j maps all atoms. */
  boolean mapsOntoItself(int[] w, int j) {
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
