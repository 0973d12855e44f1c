package org.powdermill.diffraction;

/**
 * A powder diffractogram.
 *
 * @param grid angles 2theta
 * @param intensity one value a point, maximum 1, [points]
 */
@SuppressWarnings("ArrayRecordComponent")
public record Diffractogram(TwoThetaGrid grid, float[] intensity) {

  /** Checks the length. */
  public Diffractogram {
    if (intensity.length != grid.points()) {
      throw new IllegalArgumentException(
          "%d intensities on a grid of %d points".formatted(intensity.length, grid.points()));
    }
  }
}
