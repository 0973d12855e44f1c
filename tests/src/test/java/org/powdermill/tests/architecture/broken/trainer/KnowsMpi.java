package org.powdermill.tests.architecture.broken.trainer;

import mpi.Comm;
import org.powdermill.tests.architecture.broken.mpi.KnowsTrainer;

/** Breaks: trainer and mpi know nothing of each other; only mpi imports MPJ Express. */
public final class KnowsMpi {
  KnowsTrainer ranks;
  Comm world;
}
