package org.powdermill.pattern;

import java.util.OptionalDouble;

/** What a file tells of a powder pattern. */
public sealed interface PatternContent permits MeasuredPattern, PeakList {

  /** Wavelength, angstrom, where the file tells it. */
  OptionalDouble wavelength();
}
