package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.trainer.network.NetworkCatalogue;

class NetworksCommandTest {

  @Test
  void tellsTheParametersOfTheDesign() throws IOException {
    Call call = Call.of("networks", "--classes", "145", "--json");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(new ObjectMapper().readValue(call.out(), new TypeReference<Map<String, Long>>() {}))
        .containsEntry("parkcnn-small", 1_052_305L)
        .containsEntry("parkcnn-medium", 4_246_797L)
        .containsEntry("parkcnn-big", 4_959_585L)
        .containsEntry("resnet-10", 9_395_025L)
        .containsEntry("resnet-50", 41_362_385L)
        .containsEntry("resnet-101", 60_354_513L)
        .containsKey("resnet-10-slim");
  }

  @Test
  void theLayersParametersAddUpToTheSum() {
    String table = Call.of("networks", "parkcnn-big", "--classes", "93").out();

    List<String> lines = table.lines().toList();
    long sum =
        lines.stream()
            .filter(line -> line.startsWith("  "))
            .map(line -> line.replaceFirst(".* \\d+ x \\d+", "").replace(",", "").strip())
            .filter(number -> !number.isEmpty())
            .mapToLong(Long::parseLong)
            .sum();
    assertThat(lines.get(0)).startsWith("parkcnn-big").contains("%,d parameters".formatted(sum));
    assertThat(table).containsPattern("classes +dense +93 units +93 x 1 +107,043");
    assertThat(lines.get(lines.size() - 1)).isEqualTo(lines.get(0));
  }

  @Test
  void theShapesFollowTheInput() {
    assertThat(Call.of("networks", "resnet-10", "--points", "1000").out())
        .containsPattern(
            "stem.convolution +convolution +64 channels, kernel 7, stride 2 +64 x 500 ");
  }

  @Test
  void drawsEach(@TempDir Path folder) {
    Call call = Call.of("networks", "--draw", folder.resolve("drawings"));

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(Stream.of(folder.resolve("drawings").toFile().list()))
        .containsExactlyInAnyOrder(
            "provenance.json",
            "parkcnn-small.svg",
            "parkcnn-medium.svg",
            "parkcnn-big.svg",
            "resnet-10-slim.svg",
            "resnet-10.svg",
            "resnet-50.svg",
            "resnet-101.svg");
  }

  /** Made by {@code powdermill networks --draw docs/networks}. */
  @Test
  void theDrawingsOfTheDocumentationAreMadeOfTheDescriptions(@TempDir Path folder)
      throws IOException {
    Call.of("networks", "--draw", folder);

    for (String name : NetworkCatalogue.names()) {
      assertThat(Call.PROJECT.resolve("docs/networks").resolve(name + ".svg"))
          .hasSameTextualContentAs(folder.resolve(name + ".svg"));
    }
  }

  @Test
  void aNetworkThatIsNotThereIsNamed() {
    Call call = Call.of("networks", "resnet-18");

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err())
        .startsWith(
            "powdermill networks: there is no network 'resnet-18'; there are parkcnn-small");
  }
}
