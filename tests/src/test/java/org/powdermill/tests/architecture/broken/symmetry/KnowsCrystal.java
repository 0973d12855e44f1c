package org.powdermill.tests.architecture.broken.symmetry;

import org.powdermill.tests.architecture.broken.crystal.KnowsHdf5;

/** Breaks: symmetry knows nothing; and closes a cycle with crystal. */
public final class KnowsCrystal {
  KnowsHdf5 crystal;
}
