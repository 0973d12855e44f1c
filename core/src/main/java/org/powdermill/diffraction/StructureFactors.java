package org.powdermill.diffraction;

import java.util.Arrays;
import org.powdermill.symmetry.Lattice;

/**
 * Sums the structure factors of all reflections in a range of angles and writes down their
 * intensities.
 *
 * <pre>
 * F(hkl) = sum over atoms of occupancy f(s) exp(2 pi i (hx + ky + lz))
 * I = multiplicity |F|^2 (1 + cos^2 2theta) / (sin^2 theta cos theta)
 * </pre>
 *
 * <p>International Tables for Crystallography B (2010), section 1.2.3; C (2004), section 6.2.
 *
 * <p>Idea: one reflection of each Laue family is computed and absent ones are skipped ({@link
 * ReflectionRow}), over one lattice point's atoms and, with an inversion centre in the origin, over
 * half of them with cosines alone ({@link ScatteringAtoms}). The phase factor of an atom is the
 * product of three, exp(2 pi i hx), exp(2 pi i ky) and exp(2 pi i lz), each from a table made by
 * recurrence. The first two are multiplied once a row (h, k); along the row four reflections are
 * summed at a time, so that four (or eight) sums run beside each other and each product is used as
 * soon as it is loaded.
 *
 * <p>Cost: two multiplications and two additions (twice that without inversion centre) an atom and
 * reflection, and one table look-up for each kind of atom and reflection. Layout: tables are
 * [index][atom], so that the sum over atoms reads memory in order. Nothing is allocated once the
 * buffers have grown.
 */
final class StructureFactors {

  private static final int LANES = 4;

  private final double wavelength;
  private final double minSquaredS;
  private final double maxSquaredS;

  private final PhaseTable alongA = new PhaseTable();
  private final PhaseTable alongB = new PhaseTable();
  private final PhaseTable alongC = new PhaseTable();
  private double[] rowReal = new double[0];
  private double[] rowImaginary = new double[0];

  private final int[] offset = new int[LANES];
  private final double[] squaredS = new double[LANES];
  private final double[] lengthS = new double[LANES];
  private final double[] sum = new double[2 * LANES];
  private final double[] structureFactor = new double[2 * LANES];

  /** For a wavelength in angstrom and a range of angles. */
  StructureFactors(double wavelength, TwoThetaGrid range) {
    this.wavelength = wavelength;
    double minSine = StrictMath.sin(StrictMath.toRadians(range.min() / 2));
    double maxSine = StrictMath.sin(StrictMath.toRadians(range.max() / 2));
    this.minSquaredS = minSine * minSine / (wavelength * wavelength);
    this.maxSquaredS = maxSine * maxSine / (wavelength * wavelength);
  }

  /** Largest s of a reflection in the range, 1/angstrom. */
  double maxS() {
    return Math.sqrt(maxSquaredS);
  }

  /**
   * Writes the families of reflections in the range into a list, in no particular order.
   *
   * @param lattice the cell
   * @param rows symmetry of the crystal
   * @param atoms atoms of the crystal, by kind
   * @param reflections cleared and filled
   */
  void sum(Lattice lattice, ReflectionRow rows, ScatteringAtoms atoms, ReflectionList reflections) {
    reflections.clear();
    double twiceS = 2 * Math.sqrt(maxSquaredS);
    int maxH = (int) (lattice.a() * twiceS);
    int maxK = (int) (lattice.b() * twiceS);
    int maxL = (int) (lattice.c() * twiceS);
    alongA.fill(atoms.x, atoms.count, maxH);
    alongB.fill(atoms.y, atoms.count, maxK);
    alongC.fill(atoms.z, atoms.count, maxL);
    if (rowReal.length < atoms.count) {
      rowReal = new double[atoms.count];
      rowImaginary = new double[atoms.count];
    }
    double[] metric = lattice.reciprocalMetricTensor();
    for (int h = 0; h <= maxH; h++) {
      for (int k = -maxK; k <= maxK; k++) {
        // 4 s^2 = 1/d^2 = constant + 2 linear l + quadratic l^2.
        double constant = h * h * metric[0] + k * k * metric[1] + 2 * h * k * metric[5];
        double linear = k * metric[3] + h * metric[4];
        double quadratic = metric[2];
        double discriminant = linear * linear - quadratic * (constant - 4 * maxSquaredS);
        if (discriminant < 0 || !rows.moveTo(h, k)) {
          continue;
        }
        double halfWidth = Math.sqrt(discriminant);
        int lowest =
            Math.max(rows.lowest(), (int) Math.ceil((-linear - halfWidth) / quadratic - 1e-9));
        int highest =
            Math.min(rows.highest(), (int) Math.floor((-linear + halfWidth) / quadratic + 1e-9));
        int first = rows.firstAllowed(Math.max(lowest, -maxL));
        int last = Math.min(highest, maxL);
        if (first > last) {
          continue;
        }
        multiplyRow(atoms, h, k);
        for (int l = first; l <= last; l += LANES * rows.stride()) {
          for (int lane = 0; lane < LANES; lane++) {
            int index = Math.min(l + lane * rows.stride(), last);
            offset[lane] = alongC.offset(index);
            double q = 0.25 * (constant + 2 * linear * index + quadratic * index * index);
            squaredS[lane] = q;
            lengthS[lane] = Math.sqrt(q);
          }
          sumLanes(atoms);
          writeLanes(reflections, rows, h, k, l, last);
        }
      }
    }
  }

  /** exp(2 pi i (hx + ky)) of every atom, times its weight. */
  private void multiplyRow(ScatteringAtoms atoms, int h, int k) {
    int a = alongA.offset(h);
    int b = alongB.offset(k);
    for (int atom = 0; atom < atoms.count; atom++) {
      double aRe = atoms.weight[atom] * alongA.real[a + atom];
      double aIm = atoms.weight[atom] * alongA.imaginary[a + atom];
      double bRe = alongB.real[b + atom];
      double bIm = alongB.imaginary[b + atom];
      rowReal[atom] = aRe * bRe - aIm * bIm;
      rowImaginary[atom] = aRe * bIm + aIm * bRe;
    }
  }

  private void sumLanes(ScatteringAtoms atoms) {
    for (int lane = 0; lane < 2 * LANES; lane++) {
      structureFactor[lane] = 0;
    }
    for (int kind = 0; kind < atoms.kinds; kind++) {
      int from = atoms.kindStart[kind];
      int to = atoms.kindStart[kind + 1];
      if (atoms.centrosymmetric) {
        sumCosines(from, to);
      } else {
        sumPhases(from, to);
      }
      for (int lane = 0; lane < LANES; lane++) {
        double f = atoms.scattering[kind].at(lengthS[lane]);
        structureFactor[lane] += f * sum[lane];
        structureFactor[LANES + lane] += f * sum[LANES + lane];
      }
    }
  }

  private void sumCosines(int from, int to) {
    double[] cRe = alongC.real;
    double[] cIm = alongC.imaginary;
    int o0 = offset[0];
    int o1 = offset[1];
    int o2 = offset[2];
    int o3 = offset[3];
    double re0 = 0;
    double re1 = 0;
    double re2 = 0;
    double re3 = 0;
    for (int atom = from; atom < to; atom++) {
      double re = rowReal[atom];
      double im = rowImaginary[atom];
      re0 += re * cRe[o0 + atom] - im * cIm[o0 + atom];
      re1 += re * cRe[o1 + atom] - im * cIm[o1 + atom];
      re2 += re * cRe[o2 + atom] - im * cIm[o2 + atom];
      re3 += re * cRe[o3 + atom] - im * cIm[o3 + atom];
    }
    sum[0] = re0;
    sum[1] = re1;
    sum[2] = re2;
    sum[3] = re3;
    Arrays.fill(sum, LANES, 2 * LANES, 0);
  }

  private void sumPhases(int from, int to) {
    double[] cRe = alongC.real;
    double[] cIm = alongC.imaginary;
    int o0 = offset[0];
    int o1 = offset[1];
    int o2 = offset[2];
    int o3 = offset[3];
    double re0 = 0;
    double re1 = 0;
    double re2 = 0;
    double re3 = 0;
    double im0 = 0;
    double im1 = 0;
    double im2 = 0;
    double im3 = 0;
    for (int atom = from; atom < to; atom++) {
      double re = rowReal[atom];
      double im = rowImaginary[atom];
      re0 += re * cRe[o0 + atom] - im * cIm[o0 + atom];
      im0 += re * cIm[o0 + atom] + im * cRe[o0 + atom];
      re1 += re * cRe[o1 + atom] - im * cIm[o1 + atom];
      im1 += re * cIm[o1 + atom] + im * cRe[o1 + atom];
      re2 += re * cRe[o2 + atom] - im * cIm[o2 + atom];
      im2 += re * cIm[o2 + atom] + im * cRe[o2 + atom];
      re3 += re * cRe[o3 + atom] - im * cIm[o3 + atom];
      im3 += re * cIm[o3 + atom] + im * cRe[o3 + atom];
    }
    sum[0] = re0;
    sum[1] = re1;
    sum[2] = re2;
    sum[3] = re3;
    sum[4] = im0;
    sum[5] = im1;
    sum[6] = im2;
    sum[7] = im3;
  }

  private void writeLanes(
      ReflectionList reflections, ReflectionRow rows, int h, int k, int first, int last) {
    for (int lane = 0; lane < LANES; lane++) {
      int l = first + lane * rows.stride();
      double q = squaredS[lane];
      if (l > last || q < minSquaredS || q > maxSquaredS) {
        continue;
      }
      int multiplicity = rows.multiplicity(l);
      if (multiplicity > 0) {
        double re = structureFactor[lane];
        double im = structureFactor[LANES + lane];
        double squaredSine = q * wavelength * wavelength;
        reflections.add(
            squaredSine,
            multiplicity * (re * re + im * im) * LorentzPolarisation.factor(squaredSine),
            h,
            k,
            l,
            multiplicity);
      }
    }
  }
}
