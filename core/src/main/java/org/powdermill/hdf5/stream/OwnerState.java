package org.powdermill.hdf5.stream;

/**
 * A state file: who the owner of a side is, and what it says of itself.
 *
 * @param head what both sides have in common
 * @param process which process
 * @param side what only this side has
 */
public record OwnerState<S>(Head head, ProcessIdentity process, S side) {

  /**
   * What both sides have in common.
   *
   * @param format {@code powdermill-producer} or {@code powdermill-consumer}
   * @param version major.minor
   * @param epoch number of the owner
   * @param counter grows with each write, so that a watcher sees life
   * @param phase what it is doing, a word or two
   * @param written time of day, for people: nothing is decided by it
   * @param lastError last thing that went wrong and was put right, or null
   */
  public record Head(
      String format,
      String version,
      long epoch,
      long counter,
      String phase,
      String written,
      String lastError) {

    private static final int MAX_WORD = 100;
    private static final int MAX_LINE = 5000;

    /**
     * Checks lengths and numbers.
     *
     * @throws IllegalArgumentException if one is out of bounds
     */
    public Head {
      StateNumbers.text("format", format, MAX_WORD);
      StateNumbers.text("version", version, MAX_WORD);
      StateNumbers.atLeast("epoch", 1, epoch);
      StateNumbers.notNegative("counter", counter);
      StateNumbers.text("phase", phase, MAX_WORD);
      StateNumbers.text("written", written, MAX_WORD);
      if (lastError != null) {
        StateNumbers.text("last_error", lastError, MAX_LINE);
      }
    }
  }
}
