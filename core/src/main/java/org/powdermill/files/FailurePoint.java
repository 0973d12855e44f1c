package org.powdermill.files;

import java.util.function.Consumer;

/**
 * The places where an end of the program would matter most. The program does nothing there; tests
 * ask to be told, and end the process at each of them in turn.
 */
public enum FailurePoint {
  /** Before the first byte of a shard. */
  SHARD_BEFORE_WRITE,
  /** A shard is whole, under its temporary name. */
  SHARD_BEFORE_RENAME,
  /** A shard has its name, and nobody was told. */
  SHARD_AFTER_RENAME,
  /** Before a side of a stream publishes its state, the reader's position in it. */
  STATE_BEFORE_WRITE,
  /** The state is whole, under its temporary name. */
  STATE_BEFORE_RENAME,
  /** The state is published. */
  STATE_AFTER_RENAME,
  /** Before a consumed shard is deleted or put away. */
  DELETE_BEFORE,
  /** After that. */
  DELETE_AFTER,
  /** Before a damaged shard is set aside. */
  ASIDE_BEFORE,
  /** After that, before anybody is asked for another. */
  ASIDE_AFTER,
  /** Before an owner prepares its folder. */
  OWNER_BEFORE,
  /** The folder is there with a first state, under a temporary name. */
  OWNER_BEFORE_RENAME,
  /** The folder has its name: the stream has another owner. */
  OWNER_AFTER,
  /** Before a new stream says of which run it is. */
  DESCRIPTION_BEFORE,
  /** After that. */
  DESCRIPTION_AFTER,
  /** Before the end marker. */
  END_BEFORE,
  /** After the end marker. */
  END_AFTER,
  /** Before rank 0 publishes where it listens. */
  RENDEZVOUS_BEFORE_PUBLISH,
  /** After that. */
  RENDEZVOUS_AFTER_PUBLISH,
  /** Before a rank joins rank 0. */
  RENDEZVOUS_BEFORE_JOIN,
  /** All ranks have joined. */
  RENDEZVOUS_AFTER_JOIN,
  /** Before a message is sent. */
  MESSAGE_BEFORE_SEND,
  /** After a message was sent. */
  MESSAGE_AFTER_SEND,
  /** A message was received and nothing done with it. */
  MESSAGE_AFTER_RECEIVE,
  /** A trainer has made a step that no checkpoint holds. */
  TRAINING_AFTER_STEP,
  /** Before a trainer writes a checkpoint. */
  TRAINING_BEFORE_CHECKPOINT,
  /** A checkpoint is there, and the stream was not told. */
  TRAINING_AFTER_CHECKPOINT,
  /** Before a trainer writes the model of its last step, or the best one. */
  TRAINING_BEFORE_MODEL,
  /** After that. */
  TRAINING_AFTER_MODEL,
  /** Before old checkpoints are deleted. */
  TRAINING_BEFORE_PRUNING;

  private static volatile Consumer<FailurePoint> listener = point -> {};

  /** Has every passage told to a listener, for tests. */
  public static void tell(Consumer<FailurePoint> newListener) {
    listener = newListener;
  }

  /** Says that the program is here. */
  public void passed() {
    listener.accept(this);
  }
}
