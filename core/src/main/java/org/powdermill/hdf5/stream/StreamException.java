package org.powdermill.hdf5.stream;

import org.powdermill.files.PrintableLine;

/** A stream that cannot be used; the message is one line for the user, with the remedy. */
public class StreamException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public StreamException(String message) {
    super(PrintableLine.message(message));
  }

  /** With a message for the user and a cause for us. */
  public StreamException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
