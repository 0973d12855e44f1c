package org.powdermill.mpi;

/** What messages are about. */
final class Tags {

  /** From parent to child in the tree of a broadcast. */
  static final int BROADCAST = 1;

  /** To rank 0: whether the run is the same here, and if not, what differs. */
  static final int AGREEMENT = 2;

  /** To rank 0: ready for tasks, with the number of threads. */
  static final int READY = 3;

  /** From rank 0: a shard to make. */
  static final int TASK = 4;

  /** To rank 0: what became of a task. */
  static final int REPORT = 5;

  private Tags() {}
}
