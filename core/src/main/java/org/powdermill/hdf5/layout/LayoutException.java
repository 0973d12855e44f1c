package org.powdermill.hdf5.layout;

/** A block of an HDF5 file is not as our writers leave it; the message says which and how. */
public final class LayoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean foreign;

  /** With a message in one line, without the name of the file. */
  LayoutException(String message) {
    this(message, false);
  }

  /** With a message in one line, without the name of the file. */
  LayoutException(String message, boolean foreign) {
    super(message);
    this.foreign = foreign;
  }

  /** Whether the file is HDF5 of another program; else it may be one of ours, damaged. */
  public boolean isForeign() {
    return foreign;
  }
}
