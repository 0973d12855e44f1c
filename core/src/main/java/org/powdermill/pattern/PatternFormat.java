package org.powdermill.pattern;

/** Forms of files that are read. */
public enum PatternFormat {
  /** Columns of text: .xy, .xye, .csv, .txt, .dat; lists of peaks too. */
  COLUMNS,
  /** Text: start, step and end, then intensities alone. */
  STEPPED,
  /** Text of GSAS: .fxye, .gsas, .gda, .xra. */
  GSAS,
  /** Text that Bruker's programs export: .uxd. */
  UXD,
  /** XML of Malvern Panalytical. */
  XRDML,
  /** Zipped XML of Bruker. */
  BRML,
  /** Binary of Bruker, RAW1.01 and RAW4.00. */
  BRUKER_RAW
}
