package org.powdermill.trainer.training;

/** Is told what happens in a training, on the thread that trains. */
public interface TrainingListener extends AutoCloseable {

  /** Training begins, or goes on, in a folder that is its own; told before anything else. */
  default void learnsFrom(DataDescription data) {}

  /** Something has happened. */
  void happened(TrainingEvent event);

  /** A checkpoint holds everything so far: what was told must be on the disk. */
  default void checkpoint() {}

  @Override
  default void close() {}
}
