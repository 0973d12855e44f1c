package org.powdermill.symmetry;

/**
 * The lattice of a crystal by its conventional parameters.
 *
 * <p>Formulas: International Tables for Crystallography B (2008), section 1.1.3; the Cartesian
 * frame is the usual one with a along x and b in the xy plane.
 *
 * @param a length of the first basis vector, angstrom
 * @param b length of the second basis vector, angstrom
 * @param c length of the third basis vector, angstrom
 * @param alpha angle between b and c, degrees
 * @param beta angle between a and c, degrees
 * @param gamma angle between a and b, degrees
 */
public record Lattice(double a, double b, double c, double alpha, double beta, double gamma) {

  /**
   * Checks that the six numbers span a cell.
   *
   * @throws IllegalArgumentException if a length is not positive and finite, or the angles enclose
   *     no volume
   */
  public Lattice {
    requireLength("a", a);
    requireLength("b", b);
    requireLength("c", c);
    requireAngle("alpha", alpha);
    requireAngle("beta", beta);
    requireAngle("gamma", gamma);
    if (!isLattice(a, b, c, alpha, beta, gamma)) {
      throw new IllegalArgumentException(
          "the angles %s, %s, %s degrees enclose no volume".formatted(alpha, beta, gamma));
    }
  }

  private static void requireLength(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("cell length %s is %s".formatted(name, value));
    }
  }

  private static void requireAngle(String name, double value) {
    if (!isAngle(value)) {
      throw new IllegalArgumentException("cell angle %s is %s degrees".formatted(name, value));
    }
  }

  /** Whether six numbers (angstrom, degrees) are the parameters of a lattice. */
  public static boolean isLattice(
      double a, double b, double c, double alpha, double beta, double gamma) {
    if (!(a > 0 && b > 0 && c > 0 && a + b + c < Double.POSITIVE_INFINITY)
        || !(isAngle(alpha) && isAngle(beta) && isAngle(gamma))) {
      return false;
    }
    double[] g = metricTensor(a, b, c, alpha, beta, gamma);
    return determinant(g) > 1e-12 * g[0] * g[1] * g[2];
  }

  private static boolean isAngle(double degrees) {
    return degrees > 0 && degrees < 180;
  }

  /** The lattice spanned by three Cartesian vectors, one a row, in angstrom. */
  public static Lattice ofBasis(double[][] basis) {
    double a = length(basis[0]);
    double b = length(basis[1]);
    double c = length(basis[2]);
    return new Lattice(
        a,
        b,
        c,
        angle(dot(basis[1], basis[2]) / (b * c)),
        angle(dot(basis[0], basis[2]) / (a * c)),
        angle(dot(basis[0], basis[1]) / (a * b)));
  }

  /** Volume of the cell, cubic angstrom. */
  public double volume() {
    return Math.sqrt(determinant(metricTensor()));
  }

  /**
   * The metric tensor: (a.a, b.b, c.c, b.c, a.c, a.b), square angstrom.
   *
   * <p>Cosines of 90 and 120 degrees are exact, so that a cubic cell is cubic to the last bit.
   */
  public double[] metricTensor() {
    return metricTensor(a, b, c, alpha, beta, gamma);
  }

  /**
   * The metric tensor of the reciprocal lattice: (a*.a*, b*.b*, c*.c*, b*.c*, a*.c*, a*.b*),
   * 1/square angstrom, so that 1/d^2 = h^2 a*.a* + k^2 b*.b* + l^2 c*.c* + 2kl b*.c* + 2hl a*.c* +
   * 2hk a*.b*.
   */
  public double[] reciprocalMetricTensor() {
    return inverse(metricTensor());
  }

  /** The basis vectors as rows, angstrom: a along x, b in the xy plane. */
  public double[][] basis() {
    double cosAlpha = cosine(alpha);
    double cosBeta = cosine(beta);
    double cosGamma = cosine(gamma);
    double sinGamma = Math.sqrt(1 - cosGamma * cosGamma);
    double cy = (cosAlpha - cosBeta * cosGamma) / sinGamma;
    double cz = volume() / (a * b * c * sinGamma);
    return new double[][] {
      {a, 0, 0}, {b * cosGamma, b * sinGamma, 0}, {c * cosBeta, c * cy, c * cz},
    };
  }

  /** Spacing of the planes (hkl), angstrom. */
  public double interplanarSpacing(int h, int k, int l) {
    double[] r = reciprocalMetricTensor();
    double inverseSquare =
        h * h * r[0]
            + k * k * r[1]
            + l * l * r[2]
            + 2.0 * (k * l * r[3] + h * l * r[4] + h * k * r[5]);
    return 1 / Math.sqrt(inverseSquare);
  }

  /**
   * Square of the distance between two points, square angstrom, by the shortest vector over lattice
   * translations to the next cells (exact for reduced cells and for points that are close).
   *
   * @param from fractional coordinates
   * @param to fractional coordinates
   */
  public double squaredDistance(double[] from, double[] to) {
    double[] g = metricTensor();
    double x = to[0] - from[0];
    double y = to[1] - from[1];
    double z = to[2] - from[2];
    x -= Math.rint(x);
    y -= Math.rint(y);
    z -= Math.rint(z);
    double least = Double.MAX_VALUE;
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        for (int k = -1; k <= 1; k++) {
          least = Math.min(least, squaredLength(g, x + i, y + j, z + k));
        }
      }
    }
    return least;
  }

  /** Square of the length of the vector (x, y, z) under the metric tensor, square angstrom. */
  static double squaredLength(double[] metric, double x, double y, double z) {
    return x * x * metric[0]
        + y * y * metric[1]
        + z * z * metric[2]
        + 2 * (y * z * metric[3] + x * z * metric[4] + x * y * metric[5]);
  }

  private static double[] metricTensor(
      double a, double b, double c, double alpha, double beta, double gamma) {
    return new double[] {
      a * a, b * b, c * c, b * c * cosine(alpha), a * c * cosine(beta), a * b * cosine(gamma),
    };
  }

  private static double determinant(double[] g) {
    return g[0] * (g[1] * g[2] - g[3] * g[3])
        - g[5] * (g[5] * g[2] - g[3] * g[4])
        + g[4] * (g[5] * g[3] - g[1] * g[4]);
  }

  private static double[] inverse(double[] g) {
    double det = determinant(g);
    return new double[] {
      (g[1] * g[2] - g[3] * g[3]) / det,
      (g[0] * g[2] - g[4] * g[4]) / det,
      (g[0] * g[1] - g[5] * g[5]) / det,
      (g[4] * g[5] - g[0] * g[3]) / det,
      (g[3] * g[5] - g[1] * g[4]) / det,
      (g[3] * g[4] - g[2] * g[5]) / det,
    };
  }

  private static double cosine(double degrees) {
    if (degrees == 90) {
      return 0;
    }
    if (degrees == 120) {
      return -0.5;
    }
    return StrictMath.cos(StrictMath.toRadians(degrees));
  }

  private static double angle(double cosine) {
    if (Math.abs(cosine) < 1e-15) {
      return 90;
    }
    return StrictMath.toDegrees(StrictMath.acos(Math.max(-1, Math.min(1, cosine))));
  }

  private static double dot(double[] u, double[] v) {
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  }

  private static double length(double[] v) {
    return Math.sqrt(dot(v, v));
  }
}
