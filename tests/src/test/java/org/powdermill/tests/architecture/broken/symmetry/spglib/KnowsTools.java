package org.powdermill.tests.architecture.broken.symmetry.spglib;

import org.powdermill.tests.architecture.broken.tools.KnowsJna;

/** Breaks: core knows no module above it. */
public final class KnowsTools {
  KnowsJna tool;
}
