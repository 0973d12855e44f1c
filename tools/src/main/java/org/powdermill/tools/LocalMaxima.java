package org.powdermill.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.powdermill.diffraction.TwoThetaGrid;

/** Where a diffractogram is highest: points above both their neighbours, flat tops once. */
final class LocalMaxima {

  private LocalMaxima() {}

  /**
   * A maximum.
   *
   * @param twoTheta degrees
   * @param intensity largest of the diffractogram 1
   */
  record Maximum(double twoTheta, float intensity) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.2f:%.4f", twoTheta, intensity);
    }
  }

  /** The highest maxima, the highest first. */
  static List<Maximum> highest(float[] diffractogram, TwoThetaGrid grid, long count) {
    List<Maximum> all = new ArrayList<>();
    float before = 0;
    for (int i = 0; i < diffractogram.length; i++) {
      float after = i + 1 < diffractogram.length ? diffractogram[i + 1] : 0;
      if (diffractogram[i] > before && diffractogram[i] >= after) {
        all.add(new Maximum(grid.twoTheta(i), diffractogram[i]));
      }
      before = diffractogram[i];
    }
    return all.stream()
        .sorted(Comparator.comparingDouble(Maximum::intensity).reversed())
        .limit(count)
        .toList();
  }
}
