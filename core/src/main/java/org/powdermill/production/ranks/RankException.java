package org.powdermill.production.ranks;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The ranks of a run end together before their time. The message, one line, names rank, host and
 * cause; it is to be shown by one process, and there once.
 */
public final class RankException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Exit status where a rank was lost or has failed. */
  public static final int LOST = 70;

  /** Exit status where the ranks disagree, or the run itself cannot go on. */
  public static final int ERROR = 1;

  private final int status;
  private final AtomicBoolean told;

  /** That this process is to show. */
  public RankException(int status, String message) {
    this(status, message, false);
  }

  /**
   * Of any process.
   *
   * @param status exit status of every rank
   * @param told whether another process shows the message
   */
  public RankException(int status, String message, boolean told) {
    super(message);
    this.status = status;
    this.told = new AtomicBoolean(told);
  }

  /** Exit status of every rank. */
  public int status() {
    return status;
  }

  /** Whether the caller is to show the message: true once, false where another process does. */
  public boolean claimTelling() {
    return told.compareAndSet(false, true);
  }
}
