package org.powdermill.pattern;

/** What stands in a diffractogram where the measurement has no points. */
public enum Padding {
  /** Nothing: a pattern that does not cover the grid is refused. */
  NONE,
  /** No intensity. */
  ZERO,
  /** The first or last measured intensity. */
  EDGE
}
