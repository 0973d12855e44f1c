package org.powdermill.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;

/** The last objects of a file with a JSON object a line that another process may be writing to. */
final class JsonLinesTail {

  /** No more is read, whatever the length of the file. */
  private static final int MAX_BYTES = 1 << 18;

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLinesTail() {}

  /**
   * The objects at the end of a file, oldest first; a line that is only half there, or none, is
   * passed over.
   *
   * @return empty if there is no file
   * @throws FileException if it cannot be read
   */
  static List<JsonNode> read(Path file) {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : tail(file).split("\n", -1)) {
      JsonNode node = parse(line);
      if (node != null && node.isObject()) {
        objects.add(node);
      }
    }
    return objects;
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return null; // the line that is being written, or the rest of the first one
    }
  }

  private static String tail(Path file) {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long start = Math.max(0, channel.size() - MAX_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, channel.size() - start));
      channel.position(start);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full or the file was cut short meanwhile
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }
}
