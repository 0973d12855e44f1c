package org.powdermill.diffraction;

/** A diffractogram that cannot be computed; the message is for the user. */
public final class DiffractionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public DiffractionException(String message) {
    super(message);
  }
}
