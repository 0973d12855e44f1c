package org.powdermill.trainer.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;
import org.powdermill.files.PrintableLine;

/**
 * A network's description as JSON: the same network, the same text. Types are chosen by words of
 * ours, never by names of classes; nothing but records of this package is made from a text.
 */
public final class NetworkJson {

  /** Longest text that is read, characters. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final int LONGEST_REASON = 500;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxDocumentLength(MAX_LENGTH)
                          .maxStringLength(256)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // digits do not depend on the JDK
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private NetworkJson() {}

  /** The description as one line of JSON, keys sorted, no white space. */
  public static String write(Network network) {
    return text(network);
  }

  /** One layer, in the same way. */
  public static String write(Layer layer) {
    return text(layer);
  }

  private static String text(Object description) {
    try {
      return JSON.writeValueAsString(description);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a description.
   *
   * @throws NetworkException if the text describes no network
   */
  public static Network read(String text) {
    return read(text, Network.class);
  }

  /**
   * Reads one layer.
   *
   * @throws NetworkException if the text describes none
   */
  public static Layer readLayer(String text) {
    return read(text, Layer.class);
  }

  private static <T> T read(String text, Class<T> type) {
    if (text.length() > MAX_LENGTH) {
      throw new NetworkException(
          "the description of the network has %d characters, more than %d"
              .formatted(text.length(), MAX_LENGTH));
    }
    try {
      T described = JSON.readValue(text, type);
      if (described == null) {
        throw new NetworkException("the description of the network is null");
      }
      return described;
    } catch (JsonProcessingException e) {
      throw new NetworkException("the description of the network: " + reason(e), e);
    }
  }

  private static String reason(JsonProcessingException e) {
    String place = "";
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      place =
          mapping.getPath().stream()
              .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
              .collect(Collectors.joining(" ", "", ": "));
    }
    String reason =
        e instanceof ValueInstantiationException && e.getCause() != null
            ? e.getCause().getMessage()
            : e.getOriginalMessage();
    return place + PrintableLine.of(String.valueOf(reason), LONGEST_REASON);
  }
}
