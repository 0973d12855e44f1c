package org.powdermill.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkJsonTest {

  private static final String SMALL =
      "{\"classes\":2,\"layers\":[{\"layer\":\"flatten\",\"input\":\"diffractogram\",\"name\":\"flat\"},"
          + "{\"layer\":\"dense\",\"initializer\":\"glorot_uniform\",\"input\":\"flat\","
          + "\"name\":\"classes\",\"units\":2}],\"name\":\"small\",\"points\":5,"
          + "\"preprocessing\":\"square_root\"}";

  static Stream<String> names() {
    return NetworkCatalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNetworkIsTheSameAfterwards(String name) {
    Network network = NetworkCatalogue.network(name, 4001, 93);
    String text = NetworkJson.write(network);

    assertThat(NetworkJson.read(text)).isEqualTo(network);
    assertThat(NetworkJson.write(NetworkJson.read(text))).isEqualTo(text);
  }

  @Test
  void dropoutIsPartOfTheDescription() {
    Network network = NetworkCatalogue.network("parkcnn-small", 8501, 145, true);

    assertThat(NetworkJson.read(NetworkJson.write(network)))
        .isEqualTo(network)
        .isNotEqualTo(NetworkCatalogue.network("parkcnn-small", 8501, 145));
  }

  @Test
  void theTextOfASmallNetworkStands() {
    assertThat(NetworkJson.write(NetworkJson.read(SMALL))).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"points\":5 | \"points\":0 | 0 points",
        "\"points\":5 | \"points\":2000000000 | points",
        "\"points\":5 | \"points\":5.5 | points",
        "\"points\":5 | \"points\":\"5\" | points",
        "\"points\":5 | \"points\":null | points",
        "\"units\":2 | \"units\":3 | not in 2 classes",
        "\"units\":2 | \"units\":2000000000 | channels",
        "\"units\":2 | \"units\":-2 | channels",
        "\"input\":\"flat\" | \"input\":\"other\" | no layer other",
        "\"input\":\"flat\" | \"input\":null | input",
        "\"name\":\"flat\" | \"name\":\"../flat\" | no name",
        "\"name\":\"flat\" | \"name\":\"diffractogram\" | comes twice",
        "\"layer\":\"flatten\" | \"layer\":\"java.lang.Runtime\" | java.lang.Runtime",
        "\"classes\":2, | \"classes\":2,\"classes\":2, | Duplicate",
        "\"classes\":2, | \"classes\":2,\"@class\":\"java.lang.Object\", | @class",
        "\"classes\":2, | '' | classes",
        "square_root | logarithm | logarithm",
      })
  void whatIsNoNetworkIsRefusedWithTheReason(String good, String bad, String reason) {
    assertThatThrownBy(() -> NetworkJson.read(SMALL.replace(good, bad)))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "7", "{\"name\":", "[[[[[[[[[[[[[[[[[[[["})
  void whatIsNoObjectIsRefused(String text) {
    assertThatThrownBy(() -> NetworkJson.read(text)).isInstanceOf(NetworkException.class);
  }

  @Test
  void twoTextsInOneAreRefused() {
    assertThatThrownBy(() -> NetworkJson.read(SMALL + SMALL)).isInstanceOf(NetworkException.class);
  }

  @Test
  void aTextBeyondTheLimitIsRefusedUnread() {
    assertThatThrownBy(() -> NetworkJson.read(" ".repeat(NetworkJson.MAX_LENGTH + 1)))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("characters");
  }

  @Test
  void aNetworkBeyondTheBoundOnParametersIsRefused() {
    String wide =
        SMALL.replace(
            "\"units\":2}",
            "\"units\":60000000},"
                + "{\"layer\":\"dense\",\"initializer\":\"zeros\",\"input\":\"classes\",\"name\":\"last\",\"units\":2}");

    assertThatThrownBy(() -> NetworkJson.read(wide))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("parameters");
  }
}
