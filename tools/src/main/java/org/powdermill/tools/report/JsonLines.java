package org.powdermill.tools.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.powdermill.files.AtomicFile;

/**
 * Reads a file with a JSON object a line from its beginning, whatever its length: a line at a time,
 * and no more than a bound of lines, of bytes a line and of bytes in all. A last line without a
 * line feed is being written, or was cut by a kill: it is passed over in silence.
 */
final class JsonLines {

  /** A training run of some months has fewer. */
  static final int MAX_LINES = 500_000;

  private static final int MAX_LINE_BYTES = 1 << 18;
  private static final long MAX_BYTES = 1L << 30;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Consumer<JsonNode> taker;
  private byte[] line = new byte[1024];
  private int length;
  private long bytes;
  private int lines;
  private int unreadable;

  private JsonLines(Consumer<JsonNode> taker) {
    this.taker = taker;
  }

  /**
   * Reads a file of a run; what cannot be read is a fault of the folder.
   *
   * @param name of the file below the folder
   * @param taker takes each object
   */
  static void read(RunFolder folder, String name, Consumer<JsonNode> taker) {
    JsonLines reader = new JsonLines(taker);
    folder.file(name).ifPresent(file -> reader.readFile(folder, name, file));
  }

  private void readFile(RunFolder folder, String name, Path file) {
    try (InputStream input =
        new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
      for (int next = input.read(); next >= 0 && !isFull(); next = input.read()) {
        take((byte) next);
      }
    } catch (IOException e) {
      folder.fault("%s: %s".formatted(name, AtomicFile.reason(e)));
    }
    if (isFull()) {
      folder.fault("%s is left out behind its first %s lines".formatted(name, Html.count(lines)));
    }
    if (unreadable > 0) {
      folder.fault(
          "%s: lines that are no JSON objects: %s of %s"
              .formatted(name, Html.count(unreadable), Html.count(lines)));
    }
  }

  private boolean isFull() {
    return lines >= MAX_LINES || bytes >= MAX_BYTES;
  }

  private void take(byte next) {
    bytes++;
    if (next == '\n') {
      endLine();
    } else if (length < MAX_LINE_BYTES) {
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = next;
    }
  }

  private void endLine() {
    lines++;
    JsonNode node = length < MAX_LINE_BYTES ? parse() : null;
    length = 0;
    if (node != null && node.isObject()) {
      taker.accept(node);
    } else {
      unreadable++;
    }
  }

  private JsonNode parse() {
    try {
      return JSON.readTree(new String(line, 0, length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return null; // counted
    }
  }
}
