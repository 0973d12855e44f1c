package org.powdermill.trainer.network;

import org.powdermill.files.PrintableLine;

/** A network that cannot be described, built or read: one line that says why and what to do. */
public final class NetworkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public NetworkException(String message) {
    super(PrintableLine.message(message));
  }

  /** With a message for the user and a cause for us. */
  public NetworkException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
