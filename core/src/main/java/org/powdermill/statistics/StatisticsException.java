package org.powdermill.statistics;

import org.powdermill.files.PrintableLine;

/** Statistics that cannot be made or read; the message is for the user. */
public final class StatisticsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public StatisticsException(String message) {
    super(PrintableLine.message(message));
  }

  /** With a message for the user and a cause for us. */
  public StatisticsException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
