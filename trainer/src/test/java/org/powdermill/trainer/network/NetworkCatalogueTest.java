package org.powdermill.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkCatalogueTest {

  private static final int POINTS = NetworkCatalogue.DEFAULT_POINTS;
  private static final int CLASSES = NetworkCatalogue.PAPER_CLASSES;

  @ParameterizedTest
  @CsvSource({
    "parkcnn-small, 1052305",
    "parkcnn-medium, 4246797",
    "parkcnn-big, 4959585",
    "resnet-10, 9395025",
    "resnet-50, 41362385",
    "resnet-101, 60354513"
  })
  void thePapersNetworksHaveThePapersNumberOfParameters(String name, long parameters) {
    assertThat(NetworkCatalogue.network(name, POINTS, CLASSES).parameterCount())
        .isEqualTo(parameters);
  }

  @Test
  void dropoutAddsNoParameter() {
    assertThat(NetworkCatalogue.network("parkcnn-medium", POINTS, CLASSES, true).parameterCount())
        .isEqualTo(4246797);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNamesThereAre() {
    assertThatThrownBy(() -> NetworkCatalogue.network("resnet-18", POINTS, CLASSES))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("resnet-18")
        .hasMessageContaining("resnet-10-slim");
  }

  @Test
  void anInputThatIsTooShortIsRefusedByName() {
    assertThatThrownBy(() -> NetworkCatalogue.network("parkcnn-small", 100, CLASSES))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("parkcnn-small with 100 points")
        .hasMessageContaining("pooling");
  }

  @Test
  void aResNetHasNoDropout() {
    assertThatThrownBy(() -> NetworkCatalogue.network("resnet-10", POINTS, CLASSES, true))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("no dropout");
  }

  @Property(tries = 200)
  void everyInputLengthAndNumberOfClassesMakesAResNet(
      @ForAll @IntRange(min = 1, max = 20_000) int points,
      @ForAll @IntRange(min = 1, max = 230) int classes) {
    Network network = NetworkCatalogue.network("resnet-10-slim", points, classes);

    assertThat(network.shapes().get(network.output())).isEqualTo(new Shape(classes, 1));
    int length = points;
    for (int stride : List.of(2, 2, 1, 4, 4, 4)) {
      length = (length + stride - 1) / stride;
    }
    assertThat(network.shapes().get("flatten")).isEqualTo(new Shape(128 * length, 1));
  }

  /** Fewer than 64 channels: half as many groups as channels, else 32. */
  @Example
  void narrowNormsHaveGroupsOfTwoChannels() {
    List<Integer> groups =
        NetworkCatalogue.network("resnet-10-slim", POINTS, CLASSES).layers().stream()
            .filter(Layer.GroupNormalization.class::isInstance)
            .map(layer -> ((Layer.GroupNormalization) layer).groups())
            .distinct()
            .toList();

    assertThat(groups).containsExactly(8, 16, 32);
  }

  @Test
  void theResNetsTakeTheSquareRootAndParkCnnTheRawDiffractogram() {
    assertThat(NetworkCatalogue.network("resnet-10", POINTS, CLASSES).preprocessing())
        .isEqualTo(Preprocessing.SQUARE_ROOT);
    assertThat(NetworkCatalogue.network("parkcnn-big", POINTS, CLASSES).preprocessing())
        .isEqualTo(Preprocessing.NONE);
  }
}
