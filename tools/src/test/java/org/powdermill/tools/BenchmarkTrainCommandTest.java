package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.trainer.network.NetworkCatalogue;

class BenchmarkTrainCommandTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @Test
  void tellsTheTimeOfAStep() throws IOException {
    JsonNode figures = figures("--alone");

    assertThat(figures.get("benchmark").asText()).isEqualTo("train");
    assertThat(figures.get("network").asText()).isEqualTo("resnet-10-slim");
    assertThat(figures.get("batch").asInt()).isEqualTo(2);
    assertThat(figures.get("threads").asInt()).isEqualTo(1);
    assertThat(figures.get("steps").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(figures.get("milliseconds_per_step").asDouble())
        .isGreaterThanOrEqualTo(figures.get("least_milliseconds_per_step").asDouble())
        .isPositive();
    assertThat(figures.get("peak_memory_mib").asLong()).isPositive();
    assertThat(figures.has("load_average")).isTrue();
    assertThat(figures.get("machine").get("cores").asInt()).isPositive();
    assertThat(figures.get("ratio").isNull()).isTrue();
  }

  @Test
  void whereThereIsNoPytorchItSaysSo() throws IOException {
    assertThat(figures("--python", "/no/such/python").get("pytorch_version").isNull()).isTrue();
  }

  @Test
  void pytorchTrainsBesideUs() throws IOException {
    requirePytorch();

    JsonNode figures = figures();

    assertThat(figures.get("pytorch_version").asText()).isNotBlank();
    assertThat(figures.get("pytorch_peak_memory_mib").asLong()).isPositive();
    assertThat(
            figures.get("ratio").asDouble()
                * figures.get("pytorch_milliseconds_per_step").asDouble())
        .isCloseTo(figures.get("milliseconds_per_step").asDouble(), withPercentage(1e-6));
  }

  /** The script refuses a network with other than our number of parameters. */
  @ParameterizedTest
  @ValueSource(strings = {"parkcnn-small", "resnet-10-slim", "resnet-50"})
  void pytorchBuildsTheDescribedNetwork(String name) {
    requirePytorch();

    try (PytorchPeer peer =
        PytorchPeer.start(PYTHON, NetworkCatalogue.network(name, 1500, 3), 1, 1).orElseThrow()) {
      assertThat(peer.steps(2)).hasSize(2).allMatch(time -> time.milliseconds() > 0);
      assertThat(peer.end().peakMemoryMib()).isPositive();
    }
  }

  @Test
  void theMedianStandsInTheMiddle() {
    assertThat(median(9, 1, 2)).isEqualTo(2);
    assertThat(median(9, 1, 2, 4)).isEqualTo(3);
  }

  private static double median(double... milliseconds) {
    return TrainingBenchmark.median(
        DoubleStream.of(milliseconds)
            .mapToObj(time -> new TrainingBenchmark.StepTime(time, 0))
            .toList());
  }

  private static void requirePytorch() {
    Optional<PytorchPeer> peer =
        PytorchPeer.start(PYTHON, NetworkCatalogue.network("parkcnn-small", 1500, 3), 1, 1);
    peer.ifPresent(PytorchPeer::close);
    assumeThat(peer).as("%s has PyTorch: install python3-torch", PYTHON).isPresent();
  }

  private static JsonNode figures(String... more) throws IOException {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "benchmark",
                "train",
                "--network",
                "resnet-10-slim",
                "--batch",
                "2",
                "--threads",
                "1",
                "--points",
                "400",
                "--classes",
                "3",
                "--seconds",
                "0.1",
                "--device",
                "cpu",
                "--json"));
    words.addAll(List.of(more));
    Call call = Call.of(words.toArray());
    assertThat(call.status()).as(call.err()).isZero();
    return new ObjectMapper().readTree(call.out());
  }
}
