package org.powdermill.tests.architecture.broken.hdf5;

import org.powdermill.tests.architecture.broken.testset.KnownByHdf5;

/** Breaks: files, hdf5 and production do not know testset. */
public final class KnowsTestset {
  KnownByHdf5 set;
}
