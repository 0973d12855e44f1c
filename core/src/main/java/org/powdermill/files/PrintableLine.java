package org.powdermill.files;

import java.util.regex.Pattern;

/**
 * Text of a foreign file in a message: one line that a terminal only shows. Whatever a terminal
 * could take for a command (control characters, also those above 127), what hides or turns text
 * round, and halves of characters become a blank.
 */
public final class PrintableLine {

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private static final String MORE = "...";

  private static final int LONGEST_MESSAGE = 2000;

  private PrintableLine() {}

  /** A message, which may quote what a file says, as one line of bounded length. */
  public static String message(String text) {
    return of(text, LONGEST_MESSAGE);
  }

  /** The text as one line, whatever its length. */
  public static String of(String text) {
    return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
  }

  /** The text as one line; of a longer one the beginning. */
  public static String of(String text, int longest) {
    return text.length() <= longest ? of(text) : of(text.substring(0, longest) + MORE);
  }
}
