package org.powdermill.tools;

/** The kinds of files that {@code simulate} writes. */
enum OutputFormat {
  CSV,
  H5,
  PNG,
  SVG
}
