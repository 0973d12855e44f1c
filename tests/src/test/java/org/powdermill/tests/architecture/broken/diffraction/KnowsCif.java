package org.powdermill.tests.architecture.broken.diffraction;

import ch.systemsx.cisd.hdf5.IHDF5Reader;
import org.powdermill.tests.architecture.broken.cif.KnowsDiffraction;

/** Breaks: diffraction knows only symmetry and crystal; only hdf5 imports JHDF5. */
public final class KnowsCif {
  KnowsDiffraction cif;
  IHDF5Reader reader;
}
