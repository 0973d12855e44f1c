package org.powdermill.pattern;

/** Measurements that cannot be read; the message is for the user. */
public final class MeasurementException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public MeasurementException(String message) {
    super(message);
  }

  /** With a message for the user and a cause for us. */
  public MeasurementException(String message, Throwable cause) {
    super(message, cause);
  }
}
