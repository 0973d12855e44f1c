package org.powdermill.tests.architecture.broken.testset;

/** Is known by hdf5, which it must not be. */
public final class KnownByHdf5 {}
