package org.powdermill.hdf5.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.powdermill.files.PrintableLine;

/** The JSON files of a stream, which are checked when they are read. */
final class StreamJson {

  /** What is read of a major version, whatever the minor. */
  static final String VERSION = "1.0";

  private static final int LONGEST_WORD = 60;

  private static final String MAJOR = "1.";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later minor version
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private StreamJson() {}

  static byte[] bytes(Object value) {
    try {
      return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One object of all three parts. */
  static byte[] bytes(OwnerState<?> state) {
    ObjectNode all = JSON.valueToTree(state.head());
    all.setAll((ObjectNode) JSON.valueToTree(state.process()));
    all.setAll((ObjectNode) JSON.valueToTree(state.side()));
    return bytes((Object) all);
  }

  /**
   * Reads a value.
   *
   * @throws StreamException if it is none
   */
  static <T> T parse(Path file, byte[] bytes, Class<T> type) {
    return convert(file, tree(file, bytes), type);
  }

  /**
   * Reads a state.
   *
   * @throws StreamException if it is none of this side
   */
  static <S> OwnerState<S> parse(Path file, byte[] bytes, StreamSide<S> side) {
    JsonNode tree = tree(file, bytes);
    OwnerState.Head head = convert(file, tree, OwnerState.Head.class);
    requireFormat(file, side.format(), head.format(), head.version());
    return new OwnerState<>(
        head, convert(file, tree, ProcessIdentity.class), convert(file, tree, side.state()));
  }

  static void requireFormat(Path file, String wanted, String format, String version) {
    if (!wanted.equals(format) || version == null || !version.startsWith(MAJOR)) {
      throw new StreamException(
          "%s is no %s of version 1: format %s, version %s; use the Powdermill that wrote it, or another folder"
              .formatted(
                  file,
                  wanted,
                  PrintableLine.of(String.valueOf(format), LONGEST_WORD),
                  PrintableLine.of(String.valueOf(version), LONGEST_WORD)));
    }
  }

  private static JsonNode tree(Path file, byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree != null && tree.isObject()) {
        return tree;
      }
      throw new StreamException("%s is no JSON object: remove it".formatted(file));
    } catch (IOException e) {
      throw new StreamException("%s is no JSON: remove it".formatted(file), e);
    }
  }

  private static <T> T convert(Path file, JsonNode tree, Class<T> type) {
    try {
      T value = JSON.treeToValue(tree, type);
      if (value != null) {
        return value;
      }
      throw new StreamException("%s is empty: remove it".formatted(file));
    } catch (JsonProcessingException e) {
      throw new StreamException(
          "%s cannot be trusted: %s; remove it"
              .formatted(file, PrintableLine.message(e.getOriginalMessage())),
          e);
    }
  }
}
