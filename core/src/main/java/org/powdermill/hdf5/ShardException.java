package org.powdermill.hdf5;

import java.nio.file.Path;
import org.powdermill.files.PrintableLine;

/**
 * A shard that cannot be trusted: one line that names the file, the object in it, and what to do.
 */
public final class ShardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String MAKE_AGAIN = "remove the file and make it again";

  private final boolean damaged;

  private ShardException(String message, boolean damaged, Throwable cause) {
    super(message, cause);
    this.damaged = damaged;
  }

  /**
   * Whether the file is not as its writer left it, which may be so for a moment on a file system
   * that is slow to show what was written; else it is another file than the one wanted, and stays
   * so.
   */
  public boolean isDamaged() {
    return damaged;
  }

  /** A file that is not as its writer left it. */
  static ShardException damaged(Path file, String object, String fault) {
    return damaged(file, object, fault, null);
  }

  /** A file that is not as its writer left it, with a cause for us. */
  static ShardException damaged(Path file, String object, String fault, Throwable cause) {
    return of(file, object, fault, MAKE_AGAIN, true, cause);
  }

  /** A fault with a remedy of its own. */
  static ShardException of(Path file, String object, String fault, String remedy) {
    return of(file, object, fault, remedy, false, null);
  }

  private static ShardException of(
      Path file, String object, String fault, String remedy, boolean damaged, Throwable cause) {
    String line = "%s: %s: %s; %s".formatted(file, object, fault, remedy);
    return new ShardException(PrintableLine.message(line), damaged, cause);
  }
}
