package org.powdermill.generation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RectangularCholeskyDecomposition;
import org.hipparchus.stat.correlation.Covariance;
import org.powdermill.statistics.LatticeType;
import org.powdermill.symmetry.Lattice;

/**
 * Draws lattices of one type and of a given volume, from a Gaussian kernel density estimate of the
 * normalised lattice parameters with full covariance times n^(-2/(d+4)) (D. W. Scott, Multivariate
 * Density Estimation (1992), section 6.3; DESIGN 3, step 4).
 */
final class LatticeDraw {

  private static final double RIGHT_ANGLE = 90;
  private static final double HEXAGONAL_ANGLE = 120;

  private final LatticeType type;
  private final boolean rescale;
  private final NumberedRandom random;
  private final double[][] samples;
  private final double[][] kernelRoot;
  private final double[] drawn;

  /**
   * For a lattice type.
   *
   * @param rows normalised parameters of the real crystals, in the order of {@link LatticeType}
   * @param rescale whether the volume is exactly the one asked for; the paper's code leaves it to
   *     the parameters drawn
   * @throws GenerationException if there are no rows to draw from
   */
  LatticeDraw(LatticeType type, List<List<Double>> rows, boolean rescale, NumberedRandom random) {
    this.type = type;
    this.rescale = rescale;
    this.random = random;
    this.samples =
        rows.stream()
            .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    int dimension = type.parameters();
    if (dimension > 0 && samples.length == 0) {
      throw new GenerationException(
          "the statistics hold no %s lattice: make them of more crystals"
              .formatted(type.name().toLowerCase(Locale.ROOT)));
    }
    this.drawn = new double[dimension];
    this.kernelRoot = dimension == 0 ? new double[0][] : kernelRoot(samples, dimension);
  }

  /** A matrix whose product with its transpose is the covariance of the kernel. */
  private static double[][] kernelRoot(double[][] samples, int dimension) {
    if (samples.length == 1) {
      return new double[dimension][0]; // one crystal tells no spread: its shape is drawn as it is
    }
    double bandwidth = StrictMath.pow(samples.length, -1.0 / (dimension + 4));
    RealMatrix covariance = new Covariance(samples).getCovarianceMatrix();
    return new RectangularCholeskyDecomposition(covariance, 1e-15)
        .getRootMatrix()
        .scalarMultiply(bandwidth)
        .getData();
  }

  /**
   * Draws a lattice.
   *
   * @param volume cubic angstrom
   * @return empty if what was drawn is no lattice
   */
  Optional<Lattice> next(double volume) {
    if (type != LatticeType.CUBIC) {
      drawParameters();
    }
    double[] p = drawn;
    double edge = StrictMath.cbrt(volume);
    return switch (type) {
      case CUBIC -> lattice(1, 1, 1, RIGHT_ANGLE, RIGHT_ANGLE, RIGHT_ANGLE, edge);
      case TETRAGONAL -> lattice(p[0], p[0], p[1], RIGHT_ANGLE, RIGHT_ANGLE, RIGHT_ANGLE, edge);
      case HEXAGONAL -> lattice(p[0], p[0], p[1], RIGHT_ANGLE, RIGHT_ANGLE, HEXAGONAL_ANGLE, edge);
      case ORTHORHOMBIC -> lattice(p[0], p[1], p[2], RIGHT_ANGLE, RIGHT_ANGLE, RIGHT_ANGLE, edge);
      case MONOCLINIC ->
          lattice(p[0], p[1], p[2], RIGHT_ANGLE, StrictMath.toDegrees(p[3]), RIGHT_ANGLE, edge);
      case TRICLINIC ->
          lattice(
              p[0],
              p[1],
              p[2],
              StrictMath.toDegrees(p[3]),
              StrictMath.toDegrees(p[4]),
              StrictMath.toDegrees(p[5]),
              edge);
    };
  }

  private void drawParameters() {
    double[] sample = samples[random.nextInt(samples.length)];
    System.arraycopy(sample, 0, drawn, 0, drawn.length);
    for (int column = 0; column < kernelRoot[0].length; column++) {
      double deviate = random.nextNormal();
      for (int row = 0; row < drawn.length; row++) {
        drawn[row] += kernelRoot[row][column] * deviate;
      }
    }
  }

  private Optional<Lattice> lattice(
      double a, double b, double c, double alpha, double beta, double gamma, double edge) {
    if (!Lattice.isLattice(a, b, c, alpha, beta, gamma)) {
      return Optional.empty();
    }
    Lattice normalised = new Lattice(a, b, c, alpha, beta, gamma);
    double scale = rescale ? edge / StrictMath.cbrt(normalised.volume()) : edge;
    return Optional.of(new Lattice(a * scale, b * scale, c * scale, alpha, beta, gamma));
  }
}
