package org.powdermill.trainer.training;

/** Is told what happens in a training, on the thread that trains. */
public interface TrainingListener extends AutoCloseable {

  /** Something has happened. */
  void happened(TrainingEvent event);

  /** A checkpoint holds everything so far: what was told must be on the disk. */
  default void checkpoint() {}

  @Override
  default void close() {}
}
