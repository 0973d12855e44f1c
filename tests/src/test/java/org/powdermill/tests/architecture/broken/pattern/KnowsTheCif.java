package org.powdermill.tests.architecture.broken.pattern;

import org.powdermill.tests.architecture.broken.cif.KnowsDiffraction;

/** Breaks: pattern knows only diffraction. */
public final class KnowsTheCif {
  KnowsDiffraction cif;
}
