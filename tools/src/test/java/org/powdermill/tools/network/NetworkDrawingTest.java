package org.powdermill.tools.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class NetworkDrawingTest {

  static Stream<String> names() {
    return NetworkCatalogue.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachLayerIsDrawnOnceForEachTimeItComes(String name) {
    Network network = NetworkCatalogue.network(name, 8501, 145);

    long drawn = 0;
    for (List<NetworkPlan.Part> column : NetworkPlan.of(network).columns()) {
      for (NetworkPlan.Part part : column) {
        if (part instanceof NetworkPlan.Block block) {
          drawn +=
              (long) block.times() * (convolutions(block.way()) + convolutions(block.shortcut()));
        } else {
          drawn += convolutions(List.of((NetworkPlan.Box) part));
        }
      }
    }

    assertThat(drawn)
        .isEqualTo(network.layers().stream().filter(Layer.Convolution.class::isInstance).count());
  }

  private static long convolutions(List<NetworkPlan.Box> boxes) {
    return boxes.stream().filter(box -> box.lines().get(0).equals("convolution")).count();
  }

  @Test
  void blocksThatFollowEachOtherAreDrawnOnceWithTheirNumber() {
    List<NetworkPlan.Block> blocks =
        NetworkPlan.of(NetworkCatalogue.network("resnet-101", 8501, 145)).columns().stream()
            .flatMap(List::stream)
            .filter(NetworkPlan.Block.class::isInstance)
            .map(NetworkPlan.Block.class::cast)
            .toList();

    assertThat(blocks)
        .extracting(NetworkPlan.Block::times)
        .containsExactly(1, 2, 1, 3, 1, 22, 1, 2);
    assertThat(blocks)
        .extracting(block -> block.shortcut().size())
        .containsExactly(1, 0, 1, 0, 1, 0, 1, 0);
    assertThat(blocks).allSatisfy(block -> assertThat(block.way()).hasSize(3));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDrawingIsWellFormedAndNamesShapesAndParameters(String name) throws Exception {
    String svg = NetworkDrawing.svg(NetworkCatalogue.network(name, 8501, 145));

    NodeList texts =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getElementsByTagName("text");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      words.add(texts.item(i).getTextContent().strip());
    }
    assertThat(words).contains(name, "1 \u00D7 8501", "145 units", "145 \u00D7 1");
    assertThat(words).anyMatch(word -> word.contains("trainable parameters; 145 classes"));
  }

  @Test
  void theSameNetworkGivesTheSameDrawing() {
    Network network = NetworkCatalogue.network("resnet-10", 8501, 145);

    assertThat(NetworkDrawing.svg(network)).isEqualTo(NetworkDrawing.svg(network));
  }
}
