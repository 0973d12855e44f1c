package org.powdermill.trainer.network;

/** What Adam keeps for each parameter. */
public enum Moment {
  /** Running mean of the gradient. */
  FIRST,
  /** Running mean of the gradient's square. */
  SECOND
}
