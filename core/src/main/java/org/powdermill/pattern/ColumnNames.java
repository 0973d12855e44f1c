package org.powdermill.pattern;

import java.util.Locale;
import java.util.Set;

/**
 * What the columns of a text are, told by the line above the numbers.
 *
 * @param position column of the angle or spacing
 * @param intensity column of the intensity
 * @param isPeakList whether they are peaks
 * @param scale what the positions are
 */
record ColumnNames(int position, int intensity, boolean isPeakList, PeakList.Scale scale) {

  private static final Set<String> ANGLES =
      Set.of("2theta", "twotheta", "tth", "2th", "angle", "pos", "2q", "2thetadeg", "twothetadeg");

  private static final Set<String> SPACINGS =
      Set.of("d", "dspacing", "dvalue", "dhkl", "spacing", "da", "dangstrom", "dspacinga");

  private static final Set<String> INTENSITIES =
      Set.of("intensity", "int", "i", "irel", "relint", "counts", "height", "area", "iobs", "yobs");

  private static final Set<String> OF_PEAKS =
      Set.of("h", "k", "l", "hkl", "multiplicity", "mult", "fwhm", "fwhmleft");

  private static final Set<String> MOMENTUM_TRANSFERS = Set.of("q", "qa1", "q1a");

  /** Angle and intensity of a pattern. */
  static final ColumnNames USUAL = new ColumnNames(0, 1, false, PeakList.Scale.TWO_THETA);

  /**
   * Reads a line of names; without any that is known the columns are the usual ones.
   *
   * @throws MeasurementException if the positions are neither angles nor spacings
   */
  static ColumnNames of(String... fields) {
    int angle = -1;
    int spacing = -1;
    int intensity = -1;
    boolean isPeakList = false;
    for (int i = fields.length - 1; i >= 0; i--) {
      String name = normalised(fields[i]);
      if (i == 0 && MOMENTUM_TRANSFERS.contains(name)) {
        throw new MeasurementException(
            "the first column is Q: give angles 2theta in degrees, or spacings d = 2 pi / Q");
      }
      angle = ANGLES.contains(name) ? i : angle;
      spacing = SPACINGS.contains(name) ? i : spacing;
      intensity = INTENSITIES.contains(name) ? i : intensity;
      isPeakList |= OF_PEAKS.contains(name);
    }
    isPeakList |= spacing >= 0;
    if (intensity < 0 || (spacing < 0 && angle < 0)) {
      return USUAL;
    }
    boolean byAngle = angle >= 0;
    return new ColumnNames(
        byAngle ? angle : spacing,
        intensity,
        isPeakList,
        byAngle ? PeakList.Scale.TWO_THETA : PeakList.Scale.D);
  }

  /** Lower case; what stands in brackets, and all but letters and digits, left out. */
  private static String normalised(String field) {
    return field
        .toLowerCase(Locale.ROOT)
        .replace("\u03B8", "theta")
        .replaceAll("[\\[(].*", "")
        .replaceAll("[^a-z0-9]", "");
  }

  /** As peaks of a scale, if the user says so. */
  ColumnNames asPeaks(PeakList.Scale wanted) {
    return new ColumnNames(position, intensity, true, wanted);
  }
}
