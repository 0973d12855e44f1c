package org.powdermill.tools;

import java.util.Locale;

/**
 * Something that {@code doctor} looked at.
 *
 * @param what in a word or two
 * @param state whether it is there
 * @param detail version, place or what is wrong
 * @param remedy how to get it; empty where nothing is to be done
 */
record Finding(String what, State state, String detail, String remedy) {

  /** Whether something is there. */
  enum State {
    OK,
    /** Needed and not there. */
    MISSING,
    /** Not there, and not needed for the main job. */
    ABSENT,
    /** Neither good nor bad. */
    INFO;

    String text() {
      return this == INFO ? "" : name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String what, String detail) {
    return new Finding(what, State.OK, detail, "");
  }

  static Finding missing(String what, String detail, String remedy) {
    return new Finding(what, State.MISSING, detail, remedy);
  }

  static Finding absent(String what, String detail, String remedy) {
    return new Finding(what, State.ABSENT, detail, remedy);
  }

  static Finding info(String what, String detail) {
    return new Finding(what, State.INFO, detail, "");
  }

  boolean isMissing() {
    return state == State.MISSING;
  }
}
