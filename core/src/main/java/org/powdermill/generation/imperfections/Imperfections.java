package org.powdermill.generation.imperfections;

import static org.powdermill.generation.imperfections.Imperfection.BACKGROUND;
import static org.powdermill.generation.imperfections.Imperfection.BACKGROUND_LENGTH;
import static org.powdermill.generation.imperfections.Imperfection.CAGLIOTI_U;
import static org.powdermill.generation.imperfections.Imperfection.CAGLIOTI_V;
import static org.powdermill.generation.imperfections.Imperfection.CAGLIOTI_W;
import static org.powdermill.generation.imperfections.Imperfection.MIXING;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.powdermill.diffraction.PeakShape;

/**
 * Which imperfections a run has, and the ranges they are drawn from for each diffractogram.
 *
 * @param ranges by imperfection; what is absent is not imitated
 */
public record Imperfections(Map<Imperfection, UniformRange> ranges) {

  private static final UniformRange OFF = UniformRange.of(0);

  /** Nothing is imitated: Gaussian peaks that the crystallite size alone broadens. */
  public static final Imperfections NONE = new Imperfections(Map.of());

  /** All that the paper imitates, in its ranges. */
  public static final Imperfections PAPER = paper();

  /**
   * Checks the ranges. Those that hold zero alone are dropped, and a background without a length
   * gets the paper's: equal imperfections are equal records.
   *
   * @throws IllegalArgumentException if a range leaves its bounds, a length has no background, or
   *     the instrument's width is not real for all of U, V and W
   */
  public Imperfections {
    Map<Imperfection, UniformRange> kept = new EnumMap<>(Imperfection.class);
    ranges.forEach(
        (imperfection, range) -> {
          requireWithinBounds(imperfection, range);
          if (!range.equals(OFF)) {
            kept.put(imperfection, range);
          }
        });
    if (kept.containsKey(BACKGROUND)) {
      kept.putIfAbsent(BACKGROUND_LENGTH, BACKGROUND_LENGTH.paper());
    } else if (ranges.containsKey(BACKGROUND)) {
      kept.remove(BACKGROUND_LENGTH);
    } else if (kept.containsKey(BACKGROUND_LENGTH)) {
      throw new IllegalArgumentException("background-length goes with background");
    }
    ranges = Collections.unmodifiableMap(kept);
    requireRealWidth(ranges);
  }

  private static Imperfections paper() {
    Map<Imperfection, UniformRange> ranges = new EnumMap<>(Imperfection.class);
    for (Imperfection imperfection : Imperfection.values()) {
      ranges.put(imperfection, imperfection.paper());
    }
    return new Imperfections(ranges);
  }

  private static void requireWithinBounds(Imperfection imperfection, UniformRange range) {
    UniformRange bounds = imperfection.bounds();
    if (range.min() < bounds.min() || range.max() > bounds.max()) {
      throw new IllegalArgumentException(
          "%s %s:%s: want %s to %s"
              .formatted(
                  imperfection.word(), range.min(), range.max(), bounds.min(), bounds.max()));
    }
  }

  /** U t^2 + V t + W is nowhere negative, t > 0, if that holds for the least U, V and W. */
  private static void requireRealWidth(Map<Imperfection, UniformRange> ranges) {
    double u = ranges.getOrDefault(CAGLIOTI_U, OFF).min();
    double v = ranges.getOrDefault(CAGLIOTI_V, OFF).min();
    double w = ranges.getOrDefault(CAGLIOTI_W, OFF).min();
    if (v < -2 * Math.sqrt(u * w)) {
      throw new IllegalArgumentException(
          "U, V, W = %s, %s, %s give no real peak width: want V at least -2 sqrt(U W)"
              .formatted(u, v, w));
    }
  }

  /** Whether an imperfection is imitated. */
  public boolean has(Imperfection imperfection) {
    return ranges.containsKey(imperfection);
  }

  /** The range of an imperfection, zero alone for what is not imitated. */
  public UniformRange range(Imperfection imperfection) {
    return ranges.getOrDefault(imperfection, OFF);
  }

  /** Whether anything but the shape of peaks is imitated. */
  public boolean changeIntensities() {
    return ranges.keySet().stream().anyMatch(imperfection -> !imperfection.isOfPeakShape());
  }

  /** Whether peaks and crystallite size still tell the diffractogram. */
  public boolean followFromPeaks() {
    return !changeIntensities() && ranges.values().stream().allMatch(UniformRange::isFixed);
  }

  /**
   * The shape of peaks with the least mixing, U, V and W: the shape of all where these are fixed.
   *
   * @param crystalliteSizeNm crystallite size, nm
   */
  public PeakShape leastShape(double crystalliteSizeNm) {
    return new PeakShape(
        crystalliteSizeNm,
        range(MIXING).min(),
        range(CAGLIOTI_U).min(),
        range(CAGLIOTI_V).min(),
        range(CAGLIOTI_W).min());
  }
}
