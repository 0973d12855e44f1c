package org.powdermill.hdf5.stream;

/** The other side of a stream has shown no life for too long; what was read is saved. */
public final class PeerLostException extends StreamException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public PeerLostException(String message) {
    super(message);
  }
}
