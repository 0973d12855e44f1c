package org.powdermill.tests.architecture.broken.files;

import org.powdermill.tests.architecture.broken.diffraction.KnowsCif;

/** Breaks: files knows no science. */
public final class KnowsDiffraction {
  KnowsCif diffractogram;
}
