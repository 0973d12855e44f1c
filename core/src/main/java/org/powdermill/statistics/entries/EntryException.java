package org.powdermill.statistics.entries;

/** An entry that is refused: the kind of fault and what is wrong. */
final class EntryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  EntryException(String reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
