package org.powdermill.statistics.entries;

import org.powdermill.files.PrintableLine;

/**
 * An entry that gave no crystal.
 *
 * @param where file, and the line or data block in it
 * @param reason the kind of fault, for counts
 * @param detail what is wrong, in one line
 */
public record RefusedEntry(String where, String reason, String detail)
    implements EntryResult, StructureResult {

  private static final int MAX_LENGTH = 300;

  /** Brings the texts into one printable line. */
  public RefusedEntry {
    where = PrintableLine.of(where, MAX_LENGTH);
    detail = PrintableLine.of(detail, MAX_LENGTH);
  }
}
