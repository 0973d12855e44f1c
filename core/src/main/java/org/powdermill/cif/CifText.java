package org.powdermill.cif;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a CIF, cut into its data blocks, so that a broken block costs no other.
 *
 * <p>ciftools-java takes up to 65 bytes of memory for a byte of CIF. Each block is therefore
 * weighed before it is parsed: the words outside text fields bound the number of its values.
 */
final class CifText {

  /** Words outside text fields that a data block may have; each costs the parser some 40 bytes. */
  static final int MAX_WORDS = 2_000_000;

  /** Words that begin like a data name; each costs the parser some 500 bytes. */
  static final int MAX_NAMES = 50_000;

  /** Data blocks that a file may have. */
  static final int MAX_BLOCKS = 100_000;

  /** What the decoder puts in the place of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\ufffd';

  /**
   * A piece of text with one data block.
   *
   * @param text the block from its {@code data_} line to the next
   * @param firstLine line of the file at which it begins, from 1
   */
  record Piece(String text, int firstLine) {

    ByteArrayInputStream stream() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final String text;
  private final List<Piece> pieces = new ArrayList<>();
  private int start;
  private int startLine = 1;
  private boolean headerSeen;
  private int words;
  private int names;

  private CifText(String text) {
    this.text = text;
  }

  /** The data blocks of a file. */
  static List<Piece> pieces(byte[] content) {
    CifText cif = new CifText(decoded(content));
    cif.cut();
    return cif.pieces;
  }

  /** UTF-8 where it is, else Latin-1, as CIFs of the last century are. */
  private static String decoded(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      text = new String(content, StandardCharsets.ISO_8859_1);
    }
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    if (text.indexOf('\0') >= 0) {
      throw new CifException(RefusalReason.NOT_A_CIF, "it holds zero bytes, so it is no text");
    }
    return text;
  }

  private void cut() {
    boolean inTextField = false;
    int textFieldLine = 0;
    int lineNumber = 0;
    int position = 0;
    while (position < text.length()) {
      lineNumber++;
      int end = endOfLine(position);
      if (end > position && text.charAt(position) == ';') {
        inTextField = !inTextField;
        textFieldLine = lineNumber;
      } else if (!inTextField) {
        lookAt(position, end, lineNumber);
      }
      position = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    if (inTextField) {
      throw new CifException(
          RefusalReason.NOT_A_CIF,
          "the text field that begins in line %d is not closed".formatted(textFieldLine));
    }
    pieces.add(new Piece(text.substring(start), startLine));
  }

  private int endOfLine(int from) {
    int position = from;
    while (position < text.length()
        && text.charAt(position) != '\n'
        && text.charAt(position) != '\r') {
      position++;
    }
    return position;
  }

  private void lookAt(int from, int to, int lineNumber) {
    if (isHeader(from)) {
      if (headerSeen) {
        pieces.add(new Piece(text.substring(start, from), startLine));
        start = from;
        startLine = lineNumber;
      }
      headerSeen = true;
      words = 0;
      names = 0;
    }
    boolean blank = true;
    for (int i = from; i < to; i++) {
      boolean nextBlank = text.charAt(i) <= ' ';
      if (blank && !nextBlank) {
        words++;
        names += text.charAt(i) == '_' ? 1 : 0;
      }
      blank = nextBlank;
    }
    requireAtMost(MAX_WORDS, words, "values in a data block");
    requireAtMost(MAX_NAMES, names, "data names in a data block");
    requireAtMost(MAX_BLOCKS, pieces.size(), "data blocks");
  }

  private void requireAtMost(int limit, int count, String what) {
    if (count > limit) {
      throw new CifException(
          RefusalReason.TOO_LONG, "more than %d %s, at line %d".formatted(limit, what, startLine));
    }
  }

  private boolean isHeader(int position) {
    return text.regionMatches(true, position, "data_", 0, 5);
  }
}
