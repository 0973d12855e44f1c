package org.powdermill.pattern;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of instruments and of names: any encoding, bounded lines. */
public final class PlainText {

  private static final int MAX_NAME = 200;
  private static final int MAX_SEARCHED_LINE = 300;

  /** A word for the wavelength, no digits, a number with decimals. */
  private static final Pattern WAVELENGTH =
      Pattern.compile(
          "(?:wave\\s?length|lambda1?|k-?alpha-?\\s?1|ka1|_wl1)[^0-9]{0,60}(\\d{1,2}\\.\\d{2,12})",
          Pattern.CASE_INSENSITIVE);

  private PlainText() {}

  /** A name from a file, as one printable line of bounded length. */
  public static String oneLine(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > MAX_NAME ? line.substring(0, MAX_NAME) : line;
  }

  /** Decodes by the byte order mark, else as Latin-1, of which any byte is a character. */
  static String decode(byte[] content) {
    if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
      return text(content, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(content, 0xFF, 0xFE)) {
      return text(content, 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(content, 0xFE, 0xFF)) {
      return text(content, 2, StandardCharsets.UTF_16BE);
    }
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] content, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (content.length <= i || (content[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] content, int from, Charset charset) {
    return new String(content, from, content.length - from, charset);
  }

  /** The wavelength that a comment tells, angstrom. */
  static OptionalDouble wavelength(String line) {
    if (line.length() > MAX_SEARCHED_LINE) {
      return OptionalDouble.empty();
    }
    Matcher matcher = WAVELENGTH.matcher(line);
    return matcher.find()
        ? WavelengthRange.of(Double.parseDouble(matcher.group(1)))
        : OptionalDouble.empty();
  }
}
