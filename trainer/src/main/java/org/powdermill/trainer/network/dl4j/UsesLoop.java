package org.powdermill.trainer.network.dl4j;

/** A layer or vertex that computes in loops of its own. */
interface UsesLoop {

  /** Sets the threads that it may use. */
  void use(ParallelLoop loop);
}
