package org.powdermill.tests.architecture.broken.hdf5;

import picocli.CommandLine;

/** Breaks: only tools imports Picocli. */
public final class KnowsPicocli {
  CommandLine commandLine;
}
