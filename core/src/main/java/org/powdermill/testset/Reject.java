package org.powdermill.testset;

/**
 * A structure or measurement that gave no row.
 *
 * @param source its id, or the file and place where it was read
 * @param kind {@code refused} (could not be read), {@code missing} (listed, not found), {@code
 *     not-simulated}
 * @param reason in one line
 */
public record Reject(String source, String kind, String reason) {

  /** It could not be read. */
  public static final String REFUSED = "refused";

  /** It is listed, but not there. */
  public static final String MISSING = "missing";

  /** It was read, and gave no diffractogram. */
  public static final String NOT_SIMULATED = "not-simulated";
}
