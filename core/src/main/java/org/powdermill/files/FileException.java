package org.powdermill.files;

/** A file that cannot be written or read; the message is for the user and names the file. */
public final class FileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public FileException(String message) {
    super(PrintableLine.message(message));
  }

  /** With a message for the user and a cause for us. */
  public FileException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }
}
