package org.powdermill.testset;

import org.powdermill.files.PrintableLine;

/** A test set that cannot be made; the message is for the user. */
public final class TestSetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public TestSetException(String message) {
    super(PrintableLine.message(message));
  }

  /** With a message for the user and a cause for us. */
  public TestSetException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
