package org.powdermill.symmetry;

/** A symmetry search that found nothing, or a library that is not there. */
public final class SymmetrySearchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public SymmetrySearchException(String message) {
    super(message);
  }

  /** With a message for the user and a cause for us. */
  public SymmetrySearchException(String message, Throwable cause) {
    super(message, cause);
  }
}
