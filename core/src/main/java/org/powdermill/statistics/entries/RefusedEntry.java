package org.powdermill.statistics.entries;

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
    where = oneLine(where);
    detail = oneLine(detail);
  }

  private static String oneLine(String text) {
    String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
    return start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
