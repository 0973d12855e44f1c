package org.powdermill.tests.architecture.broken.mpi;

import org.powdermill.tests.architecture.broken.trainer.KnowsMpi;

/** Breaks: trainer and mpi know nothing of each other. */
public final class KnowsTrainer {
  KnowsMpi trainer;
}
