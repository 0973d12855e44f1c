package org.powdermill.hdf5.stream;

/**
 * How an owner left.
 *
 * @param status exit status
 * @param line what the user was told
 * @param time time of day, for people
 */
public record OwnerOutcome(int status, String line, String time) {

  /** Checks that there is a text. */
  public OwnerOutcome {
    StateNumbers.text("line", line, 5000);
    StateNumbers.text("time", time, 100);
  }
}
