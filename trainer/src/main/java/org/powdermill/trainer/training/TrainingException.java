package org.powdermill.trainer.training;

/** Training that cannot begin or go on: one line with place and remedy. */
public class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what the user is told. */
  public TrainingException(String message) {
    super(message);
  }

  /** With what the user is told, and a cause for us. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
