package org.powdermill.hdf5.model;

import java.nio.file.Path;
import org.powdermill.files.PrintableLine;

/** A model file that cannot be trusted: one line with file, place and remedy. */
public final class ModelFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private ModelFileException(String message, Throwable cause) {
    super(PrintableLine.message(message), cause);
  }

  /** A file that is not as its writer left it. */
  public static ModelFileException damaged(Path file, String place, String fault) {
    return damaged(file, place, fault, null);
  }

  /** A file that is not as its writer left it, with a cause for us. */
  public static ModelFileException damaged(Path file, String place, String fault, Throwable cause) {
    return new ModelFileException(
        "%s: %s: %s; take another copy of the model".formatted(file, place, fault), cause);
  }

  /** A file that is none, or of a version that cannot be read. */
  static ModelFileException foreign(Path file, String place, String fault) {
    return new ModelFileException(
        "%s: %s: %s; name another file".formatted(file, place, fault), null);
  }
}
