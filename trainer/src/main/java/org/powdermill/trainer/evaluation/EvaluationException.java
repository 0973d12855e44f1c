package org.powdermill.trainer.evaluation;

/** Something that cannot be evaluated: one line that says why and what to do. */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public EvaluationException(String message) {
    super(message);
  }
}
