package org.powdermill.trainer.prediction;

import org.powdermill.files.PrintableLine;

/** What keeps a model from predicting; the message is for the user. */
public final class PredictionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public PredictionException(String message) {
    super(PrintableLine.message(message));
  }

  /** With a message for the user and a cause for us. */
  public PredictionException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
