package org.powdermill.production.ranks;

/**
 * Ports of TCP.
 *
 * @param first the first
 * @param last the last; both 0 for any free port
 */
public record PortRange(int first, int last) {

  /** Any free port. */
  public static final PortRange ANY = new PortRange(0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are no range of ports
   */
  public PortRange {
    boolean any = first == 0 && last == 0;
    if (!any && (first < 1 || last > 65535 || first > last)) {
      throw new IllegalArgumentException(
          "ports %d to %d: want FIRST-LAST within 1 to 65535".formatted(first, last));
    }
  }

  /**
   * Reads {@code 26000-26010} or {@code 26000}.
   *
   * @throws IllegalArgumentException if it is no range
   */
  public static PortRange parse(String text) {
    if (!text.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw new IllegalArgumentException("'%s' is no range of ports FIRST-LAST".formatted(text));
    }
    int dash = text.indexOf('-');
    int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
    return new PortRange(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
