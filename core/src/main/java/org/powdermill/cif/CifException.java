package org.powdermill.cif;

/** What is wrong with a CIF; {@link CifReader} turns it into a {@link CifResult.Refused}. */
public final class CifException extends RuntimeException {

  private final RefusalReason reason;

  /**
   * An exception.
   *
   * @param reason the kind of fault
   * @param detail what is wrong, in words with the values at fault
   */
  public CifException(RefusalReason reason, String detail) {
    this(reason, detail, null);
  }

  /** An exception with what led to it. */
  public CifException(RefusalReason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  /** The kind of fault. */
  public RefusalReason reason() {
    return reason;
  }
}
