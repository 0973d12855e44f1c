package org.powdermill.tests.architecture.broken.cif;

import org.powdermill.tests.architecture.broken.diffraction.KnowsCif;

/** Breaks: cif knows only symmetry and crystal. */
public final class KnowsDiffraction {
  KnowsCif peaks;
}
