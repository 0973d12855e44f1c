package org.powdermill.tools;

import org.powdermill.files.PrintableLine;

/** A configuration file that cannot be used; the message is for the user. */
final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConfigurationException(String message) {
    super(PrintableLine.message(message));
  }

  ConfigurationException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
