package org.powdermill.pattern;

import org.powdermill.diffraction.TwoThetaGrid;

/**
 * The part of a grid that was measured.
 *
 * @param min first angle 2theta, degrees
 * @param max last angle 2theta, degrees
 */
public record CoveredRange(double min, double max) {

  /** All of a grid. */
  public static CoveredRange all(TwoThetaGrid grid) {
    return new CoveredRange(grid.min(), grid.max());
  }

  /** Its share of the grid's range, 0 to 1. */
  public double share(TwoThetaGrid grid) {
    return (max - min) / (grid.max() - grid.min());
  }
}
