package org.powdermill.hdf5.stream;

/** Another process has taken over this side of a stream; nothing is to be written any more. */
public final class OwnershipLostException extends StreamException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public OwnershipLostException(String message) {
    super(message);
  }
}
