package org.powdermill.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.powdermill.files.AtomicFile;

/**
 * A file with a powder pattern: the front door of this package. The content decides what it is; the
 * ending of the name only says which files of a folder are looked at.
 *
 * @param format what it is
 * @param content what it holds
 * @param notes what a reader should know: in words, one line each
 */
public record PatternFile(PatternFormat format, PatternContent content, List<String> notes) {

  /** Bytes that a file may have. */
  public static final int MAX_BYTES = 64 << 20;

  /** Endings of names, in lower case, that may be patterns. */
  public static final List<String> ENDINGS =
      List.of(
          ".xy", ".xye", ".csv", ".txt", ".dat", ".asc", ".xrdml", ".brml", ".raw", ".uxd", ".fxye",
          ".gsas", ".gsa", ".gda", ".xra");

  private static final int MAGIC = 512;

  /** Copies the notes. */
  public PatternFile {
    notes = List.copyOf(notes);
  }

  /** Without notes. */
  PatternFile(PatternFormat format, PatternContent content) {
    this(format, content, List.of());
  }

  /** Whether a name has one of the {@link #ENDINGS}. */
  public static boolean hasKnownEnding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /**
   * Reads a file.
   *
   * @throws MeasurementException if it is none of the formats; the message does not name the file
   */
  public static PatternFile read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param peaks what the first column of text is, if it is a list of peaks without names of
   *     columns
   * @throws MeasurementException if it is none of the formats; the message does not name the file
   */
  public static PatternFile read(Path file, Optional<PeakList.Scale> peaks) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] content = stream.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new MeasurementException("has more than %d bytes".formatted(MAX_BYTES));
      }
      return parse(content, peaks);
    } catch (NoSuchFileException e) {
      throw new MeasurementException("there is no such file", e);
    } catch (IOException e) {
      throw new MeasurementException("cannot be read: " + AtomicFile.reason(e), e);
    }
  }

  private static PatternFile parse(byte[] content, Optional<PeakList.Scale> peaks) {
    if (content.length == 0) {
      throw new MeasurementException("is empty");
    }
    if (content[0] == 'P' && content.length > 1 && content[1] == 'K') {
      return new PatternFile(PatternFormat.BRML, BrmlFile.read(content));
    }
    if (BrukerRawFile.isRaw(content)) {
      return new PatternFile(PatternFormat.BRUKER_RAW, BrukerRawFile.read(content));
    }
    String start = PlainText.decode(Arrays.copyOf(content, Math.min(MAGIC, content.length)));
    if (start.stripLeading().startsWith("<")) {
      return new PatternFile(PatternFormat.XRDML, XrdmlFile.read(content));
    }
    requireText(content, start);
    return parse(PlainText.decode(content), peaks);
  }

  private static PatternFile parse(String text, Optional<PeakList.Scale> peaks) {
    if (GsasText.isGsas(text)) {
      return GsasText.read(text);
    }
    if (UxdText.isUxd(text)) {
      return new PatternFile(PatternFormat.UXD, UxdText.read(text));
    }
    Optional<MeasuredPattern> stepped =
        peaks.isPresent() ? Optional.empty() : SteppedText.read(text);
    return stepped
        .map(pattern -> new PatternFile(PatternFormat.STEPPED, pattern))
        .orElseGet(() -> new PatternFile(PatternFormat.COLUMNS, ColumnText.read(text, peaks)));
  }

  private static void requireText(byte[] content, String start) {
    if (start.startsWith("*RAS_")) {
      throw new MeasurementException("is a .ras of Rigaku, which is not read: export it as .xy");
    }
    boolean isUtf16 =
        content.length > 1 && (content[0] == (byte) 0xFF || content[0] == (byte) 0xFE);
    if (!isUtf16 && start.indexOf('\0') >= 0) {
      throw new MeasurementException(
          "is a binary file of unknown format, beginning '%s': export it as .xy"
              .formatted(
                  PlainText.oneLine(
                      new String(content, 0, Math.min(8, content.length), StandardCharsets.US_ASCII)
                          .replaceAll("[^ -~]", "."))));
    }
  }
}
