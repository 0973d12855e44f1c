package org.powdermill.production;

/** A run that cannot begin or go on in a folder; the message is one line for the user. */
public final class ProductionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public ProductionException(String message) {
    super(message);
  }

  /** With a message for the user and a cause for us. */
  public ProductionException(String message, Throwable cause) {
    super(message, cause);
  }
}
