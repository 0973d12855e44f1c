package org.powdermill.tests.architecture.broken.crystal;

import org.powdermill.tests.architecture.broken.hdf5.KnowsPicocli;
import org.powdermill.tests.architecture.broken.symmetry.KnowsCrystal;

/** Breaks: science does not know hdf5; crystal knows only symmetry. */
public final class KnowsHdf5 {
  KnowsPicocli shard;
  KnowsCrystal symmetry;
}
