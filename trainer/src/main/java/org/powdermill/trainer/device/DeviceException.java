package org.powdermill.trainer.device;

/** The wanted device cannot be used: one line that says why and what to do. */
public final class DeviceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public DeviceException(String message) {
    super(message);
  }

  /** With a message for the user and a cause for us. */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
