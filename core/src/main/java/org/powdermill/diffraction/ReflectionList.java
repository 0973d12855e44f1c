package org.powdermill.diffraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Families of reflections with their intensities, in parallel arrays that grow and are used again;
 * sorted by angle and merged into the peaks of a diffractogram.
 */
final class ReflectionList {

  /** Reflections closer than this, degrees 2theta, are one peak (DESIGN 3, as in pymatgen). */
  private static final double MERGING_TOLERANCE = 1e-5;

  /** Peaks below this share of the largest are dropped (DESIGN 3). */
  private static final double INTENSITY_CUT = 1e-5;

  private static final double DEGREES = 180 / Math.PI;

  int count;
  double[] squaredSine = new double[256];
  double[] intensity = new double[256];
  double[] twoTheta = new double[256];
  int[] h = new int[256];
  int[] k = new int[256];
  int[] l = new int[256];
  int[] multiplicity = new int[256];

  private int[] order = new int[256];
  private int[] bucketEnd = new int[257];

  void clear() {
    count = 0;
  }

  void add(double sine2, double value, int hIndex, int kIndex, int lIndex, int members) {
    if (count == intensity.length) {
      grow();
    }
    squaredSine[count] = sine2;
    intensity[count] = value;
    h[count] = hIndex;
    k[count] = kIndex;
    l[count] = lIndex;
    multiplicity[count] = members;
    count++;
  }

  private void grow() {
    int size = 2 * intensity.length;
    squaredSine = Arrays.copyOf(squaredSine, size);
    intensity = Arrays.copyOf(intensity, size);
    twoTheta = Arrays.copyOf(twoTheta, size);
    h = Arrays.copyOf(h, size);
    k = Arrays.copyOf(k, size);
    l = Arrays.copyOf(l, size);
    multiplicity = Arrays.copyOf(multiplicity, size);
    order = new int[size];
    bucketEnd = new int[size + 1];
  }

  /**
   * Writes the peaks into another list, by ascending angle, intensities relative to the largest.
   *
   * <p>A reflection joins the first kept peak closer than 1e-5 degrees and takes its angle; the
   * indices are those of the strongest family; then peaks below 1e-5 of the largest are dropped.
   */
  void mergeInto(ReflectionList peaks) {
    sortByAngle();
    peaks.clear();
    double strongest = 0;
    for (int i = 0; i < count; i++) {
      int reflection = order[i];
      double angle = 2 * DEGREES * ElementaryFunctions.arcSineOfRoot(squaredSine[reflection]);
      int last = peaks.count - 1;
      if (last >= 0 && angle - peaks.twoTheta[last] < MERGING_TOLERANCE) {
        peaks.intensity[last] += intensity[reflection];
        peaks.multiplicity[last] += multiplicity[reflection];
        if (intensity[reflection] > strongest) {
          strongest = intensity[reflection];
          peaks.h[last] = h[reflection];
          peaks.k[last] = k[reflection];
          peaks.l[last] = l[reflection];
        }
      } else {
        peaks.add(
            squaredSine[reflection],
            intensity[reflection],
            h[reflection],
            k[reflection],
            l[reflection],
            multiplicity[reflection]);
        peaks.twoTheta[last + 1] = angle;
        strongest = intensity[reflection];
      }
    }
    peaks.dropWeak();
  }

  /** The list as peaks, where it has been merged, with the usual indices of their families. */
  List<Peak> toPeaks(Wavelength wavelength, FamilyIndices indices) {
    List<Peak> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double spacing = wavelength.angstrom() / (2 * Math.sqrt(squaredSine[i]));
      int[] hkl = indices.usual(h[i], k[i], l[i]);
      list.add(
          new Peak(twoTheta[i], intensity[i], spacing, hkl[0], hkl[1], hkl[2], multiplicity[i]));
    }
    return List.copyOf(list);
  }

  private void dropWeak() {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, intensity[i]);
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      double relative = intensity[i] / largest;
      if (relative > INTENSITY_CUT) {
        squaredSine[kept] = squaredSine[i];
        intensity[kept] = relative;
        twoTheta[kept] = twoTheta[i];
        h[kept] = h[i];
        k[kept] = k[i];
        l[kept] = l[i];
        multiplicity[kept] = multiplicity[i];
        kept++;
      }
    }
    count = kept;
  }

  /**
   * Sorts indices by angle: as many buckets as reflections over sin^2 theta, then insertion within
   * neighbours, which a bucket of one or two makes cheap. Equal angles stay in the order of
   * addition.
   */
  private void sortByAngle() {
    double least = Double.MAX_VALUE;
    double largest = 0;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, squaredSine[i]);
      largest = Math.max(largest, squaredSine[i]);
    }
    double bucketsPerUnit = largest > least ? (count - 1) / (largest - least) : 0;
    Arrays.fill(bucketEnd, 0, count + 1, 0);
    for (int i = 0; i < count; i++) {
      bucketEnd[(int) ((squaredSine[i] - least) * bucketsPerUnit) + 1]++;
    }
    for (int bucket = 1; bucket <= count; bucket++) {
      bucketEnd[bucket] += bucketEnd[bucket - 1];
    }
    for (int i = 0; i < count; i++) {
      order[bucketEnd[(int) ((squaredSine[i] - least) * bucketsPerUnit)]++] = i;
    }
    for (int i = 1; i < count; i++) {
      int moving = order[i];
      double key = squaredSine[moving];
      int j = i - 1;
      while (j >= 0 && squaredSine[order[j]] > key) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = moving;
    }
  }
}
