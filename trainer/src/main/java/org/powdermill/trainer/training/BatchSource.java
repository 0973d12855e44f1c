package org.powdermill.trainer.training;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Training data in the order in which they are learned. One thread calls {@link #next}, another
 * everything else.
 */
interface BatchSource extends AutoCloseable {

  /** What the data are. */
  DataDescription description();

  /**
   * Says how batches are made, before the first.
   *
   * @param from where the first one begins
   */
  void begin(TrainingPlan plan, DataPosition from);

  /** Where the data begin. */
  DataPosition beginning();

  /**
   * The next batch; waits for it if need be. The last one may be smaller.
   *
   * @param stop whether to give up waiting
   * @return empty if there is none any more, or it was stopped
   */
  Optional<Batch> next(BooleanSupplier stop);

  /** Takes the memory of a batch that is used up. */
  void recycle(Batch batch);

  /**
   * Checks that nobody else has taken over.
   *
   * @throws org.powdermill.hdf5.stream.OwnershipLostException if somebody has
   */
  void requireOwnership();

  /** Says that a checkpoint holds everything up to a position. */
  void durable(DataPosition position);

  /** Says that no more is needed. */
  void finish();

  @Override
  void close();
}
