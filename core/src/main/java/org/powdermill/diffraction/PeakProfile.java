package org.powdermill.diffraction;

import java.util.Arrays;

/**
 * Broadens peaks onto the grid of a diffractogram.
 *
 * <p>Each peak is a pseudo-Voigt function (1 - eta) G + eta L of the peak's area, with Gaussian and
 * Lorentzian of the same full width at half maximum (R. A. Young, The Rietveld Method (1993),
 * section 1.6; width: {@link PeakShape}).
 *
 * <p>Idea: on an equidistant grid a Gaussian obeys g[j+1] = g[j] r[j] and r[j+1] = r[j] q, two
 * multiplications a point instead of an exponential. From its centre each peak goes left and right,
 * four points at a time, so that four such chains run beside each other. A peak ends where it falls
 * below 1e-8 of the tallest peak: weak peaks, and most are weak, are short. The sum of all that is
 * left out stays below 1e-6 of the maximum. Lorentzians have long tails and are summed over the
 * whole range ({@link LorentzianSum}).
 *
 * <p>The result is a function of angles, intensities and shape alone, the same bits everywhere: who
 * stores these three has stored the diffractogram. Not safe for concurrent use.
 */
public final class PeakProfile {

  /** K of Scherrer's equation. */
  private static final double SCHERRER_CONSTANT = 0.9;

  private static final double DEGREES = 180 / Math.PI;
  private static final double ANGSTROM_PER_NM = 10;
  private static final double LN2 = 0.6931471805599453;

  /** sqrt(2 pi) / (2 sqrt(2 ln 2)): area of a Gaussian with height and full width 1. */
  private static final double GAUSSIAN_AREA = 1.0644670194312262;

  /** Height at which a Gaussian ends, as a share of the tallest peak. */
  private static final double NEGLIGIBLE = 1e-8;

  /** Points of a flank that are computed beside each other. */
  private static final int LANES = 4;

  /** So far a flank may run over the end of the grid. */
  private static final int MARGIN = LANES;

  private final double wavelength;
  private final TwoThetaGrid grid;
  private final int points;

  /** Sum of the peaks, with a margin at both ends. */
  private final double[] sum;

  private final LorentzianSum lorentzians;

  private double[] fullWidth = new double[0];

  /** For a wavelength in angstrom and a grid. */
  public PeakProfile(double wavelength, TwoThetaGrid grid) {
    this.wavelength = wavelength;
    this.grid = grid;
    this.points = grid.points();
    this.sum = new double[points + 2 * MARGIN];
    this.lorentzians = new LorentzianSum(points);
  }

  /** Broadens peaks in ascending order onto a diffractogram, [points]. */
  void broaden(ReflectionList peaks, PeakShape shape, float[] diffractogram) {
    broaden(peaks.twoTheta, peaks.intensity, peaks.count, shape, diffractogram);
  }

  /**
   * Broadens peaks.
   *
   * @param twoTheta angles 2theta inside the grid's range, degrees, ascending
   * @param intensity integrated intensities, any unit
   * @param count number of peaks, at least 1; the arrays may be longer
   * @param shape shape of the peaks
   * @param diffractogram overwritten, [points], maximum 1
   */
  public void broaden(
      double[] twoTheta, double[] intensity, int count, PeakShape shape, float[] diffractogram) {
    Arrays.fill(sum, 0);
    lorentzians.clear();
    if (fullWidth.length < count) {
      fullWidth = new double[2 * count];
    }
    double tallest = 0;
    for (int i = 0; i < count; i++) {
      fullWidth[i] = fullWidth(twoTheta[i], shape) / grid.step();
      tallest = Math.max(tallest, intensity[i] / (GAUSSIAN_AREA * fullWidth[i]));
    }
    for (int i = 0; i < count; i++) {
      double position = (twoTheta[i] - grid.min()) / grid.step();
      if (shape.mixing() < 1) {
        double height = (1 - shape.mixing()) * intensity[i] / (GAUSSIAN_AREA * fullWidth[i]);
        addGaussian(position, fullWidth[i], height, tallest);
      }
      if (shape.mixing() > 0) {
        lorentzians.add(position, fullWidth[i], shape.mixing() * intensity[i], sum, MARGIN);
      }
    }
    if (shape.mixing() > 0) {
      lorentzians.addTails(sum, MARGIN);
    }
    scaleToMaximum(diffractogram);
  }

  /** Full width at half maximum, degrees 2theta. */
  private double fullWidth(double twoTheta, PeakShape shape) {
    double cosine = ElementaryFunctions.cosineOfTurns(twoTheta / 720);
    double size =
        DEGREES
            * SCHERRER_CONSTANT
            * wavelength
            / (ANGSTROM_PER_NM * shape.crystalliteSizeNm() * cosine);
    if (shape.u() == 0 && shape.v() == 0 && shape.w() == 0) {
      return size;
    }
    double tangent = ElementaryFunctions.sineOfTurns(twoTheta / 720) / cosine;
    double squaredInstrument = (shape.u() * tangent + shape.v()) * tangent + shape.w();
    double squaredWidth = size * size + squaredInstrument;
    if (!(squaredInstrument >= 0 && squaredWidth > 0)) {
      throw new DiffractionException(
          "U, V, W = %s, %s, %s give no real peak width at 2theta = %.2f degrees"
              .formatted(shape.u(), shape.v(), shape.w(), twoTheta));
    }
    return Math.sqrt(squaredWidth);
  }

  /** Adds a Gaussian; position and full width in grid steps. */
  private void addGaussian(double position, double width, double height, double tallest) {
    double curvature = 4 * LN2 / (width * width);
    double ratio = height / (NEGLIGIBLE * tallest);
    // The next power of two is near enough to the logarithm.
    int reach = (int) Math.sqrt((Math.getExponent(ratio) + 1) * LN2 / curvature) + 1;
    int centre = (int) Math.rint(position);
    double off = centre - position;
    double top = height * ElementaryFunctions.exponential(-curvature * off * off);
    double q = ElementaryFunctions.exponential(-2 * curvature);
    double right = ElementaryFunctions.exponential(-curvature * (1 + 2 * off));
    double left = ElementaryFunctions.exponential(-curvature * (1 - 2 * off));
    int rightReach = Math.min(reach, points - 1 - centre);
    int leftReach = Math.min(reach, centre);
    addFlank(MARGIN + centre, 1, rightReach + 1, top, right, q);
    addFlank(MARGIN + centre - 1, -1, leftReach, top * left, left * q, q);
  }

  /**
   * Adds one side of a Gaussian, to the next multiple of four points.
   *
   * @param start index of the first point
   * @param step 1 to the right, -1 to the left
   * @param length number of points
   * @param value height at the first point
   * @param ratio second point over first
   * @param q what the ratio is multiplied by from point to point
   */
  private void addFlank(int start, int step, int length, double value, double ratio, double q) {
    double q2 = q * q;
    double q4 = q2 * q2;
    double v0 = value;
    double v1 = v0 * ratio;
    double v2 = v1 * (ratio * q);
    double v3 = v2 * (ratio * q2);
    // Ratio of points four apart: r (r q) (r q^2) (r q^3) = r^4 q^6 for the first.
    double squared = ratio * ratio;
    double r0 = squared * squared * (q4 * q2);
    double r1 = r0 * q4;
    double r2 = r1 * q4;
    double r3 = r2 * q4;
    double q16 = q4 * q4 * (q4 * q4);
    int end = start + step * length;
    for (int i = start; step * (end - i) > 0; i += LANES * step) {
      sum[i] += v0;
      sum[i + step] += v1;
      sum[i + 2 * step] += v2;
      sum[i + 3 * step] += v3;
      v0 *= r0;
      v1 *= r1;
      v2 *= r2;
      v3 *= r3;
      r0 *= q16;
      r1 *= q16;
      r2 *= q16;
      r3 *= q16;
    }
  }

  private void scaleToMaximum(float[] diffractogram) {
    double maximum = 0;
    for (int i = 0; i < points; i++) {
      maximum = Math.max(maximum, sum[MARGIN + i]);
    }
    double scale = 1 / maximum;
    for (int i = 0; i < points; i++) {
      diffractogram[i] = (float) (sum[MARGIN + i] * scale);
    }
  }
}
