package org.powdermill.files;

import java.util.regex.Pattern;

/**
 * Masks what looks like a secret in a word of a command line: the password of an address, and the
 * value of a name such as {@code token}. No option of ours takes one; a file name or a text that a
 * user gives may hold one by mistake, and records are passed on.
 */
final class Secrets {

  private static final String MASK = "***";

  /** {@code https://user:password@host}. */
  private static final Pattern PASSWORD_OF_ADDRESS = Pattern.compile("(://[^/@\\s:]*:)[^/@\\s]+@");

  /** {@code token=...}, {@code "api_key": "..."}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:token|passw(?:or)?d|passphrase|secret|credentials?|api[-_]?key)\"?\\s*[=:]\\s*\"?)"
              + "[^\\s\",&}]+");

  private Secrets() {}

  static String masked(String text) {
    String masked = PASSWORD_OF_ADDRESS.matcher(text).replaceAll("$1" + MASK + "@");
    return NAMED.matcher(masked).replaceAll("$1" + MASK);
  }
}
