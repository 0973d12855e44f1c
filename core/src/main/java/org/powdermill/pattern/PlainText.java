package org.powdermill.pattern;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.powdermill.files.PrintableLine;

/** Text of instruments and of names: any encoding, bounded lines. */
public final class PlainText {

  /** Bytes of the longest byte order mark. */
  static final int LONGEST_MARK = 3;

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
    return PrintableLine.of(text, MAX_NAME);
  }

  /** Decodes by the byte order mark, else as Latin-1, of which any byte is a character. */
  static String decode(byte[] content) {
    Encoding encoding = Encoding.of(content);
    return new String(
        content, encoding.markBytes(), content.length - encoding.markBytes(), encoding.charset());
  }

  /**
   * How a text is encoded.
   *
   * @param charset its characters
   * @param markBytes bytes of the byte order mark before it
   */
  record Encoding(Charset charset, int markBytes) {

    /** By the byte order mark, else Latin-1. */
    static Encoding of(byte[] content) {
      if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
        return new Encoding(StandardCharsets.UTF_8, 3);
      }
      if (startsWith(content, 0xFF, 0xFE)) {
        return new Encoding(StandardCharsets.UTF_16LE, 2);
      }
      if (startsWith(content, 0xFE, 0xFF)) {
        return new Encoding(StandardCharsets.UTF_16BE, 2);
      }
      return new Encoding(StandardCharsets.ISO_8859_1, 0);
    }
  }

  private static boolean startsWith(byte[] content, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (content.length <= i || (content[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
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
