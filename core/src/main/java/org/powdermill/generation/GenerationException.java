package org.powdermill.generation;

/** Crystals that cannot be generated; the message is for the user. */
public final class GenerationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public GenerationException(String message) {
    super(message);
  }
}
