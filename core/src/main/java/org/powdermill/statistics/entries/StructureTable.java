package org.powdermill.statistics.entries;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads a structure table (.jsonl, .jsonl.gz; docs/formats.md) line by line; no line takes more
 * memory than {@link #MAX_LINE_BYTES}.
 */
final class StructureTable {

  /** Bytes of a line that are read; a longer line is refused. */
  static final int MAX_LINE_BYTES = 1 << 20;

  /** Takes the lines, blank ones left out. */
  @FunctionalInterface
  interface LineReader {

    /** A line; empty text where it is too long. */
    void read(long number, String line);
  }

  private StructureTable() {}

  static boolean isTable(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jsonl") || lower.endsWith(".jsonl.gz");
  }

  static void forEachLine(Path path, LineReader reader) throws IOException {
    boolean zipped = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    try (InputStream file = Files.newInputStream(path);
        InputStream stream =
            new BufferedInputStream(zipped ? new GZIPInputStream(file, 1 << 16) : file, 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean tooLong = false;
      long number = 1;
      for (int b = stream.read(); b >= 0; b = stream.read()) {
        if (b == '\n') {
          hand(line, tooLong, number++, reader);
          tooLong = false;
        } else if (line.size() < MAX_LINE_BYTES) {
          line.write(b);
        } else {
          tooLong = true;
        }
      }
      hand(line, tooLong, number, reader);
    }
  }

  private static void hand(
      ByteArrayOutputStream line, boolean tooLong, long number, LineReader reader) {
    String text = tooLong ? "" : line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (tooLong || !text.isBlank()) {
      reader.read(number, text);
    }
  }
}
