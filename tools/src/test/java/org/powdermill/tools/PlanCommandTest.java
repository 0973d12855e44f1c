package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandTest {

  /** A core makes 10,000 diffractograms a second as float32, 20,000 as peaks. */
  private static final String RATES =
      """
      {"rates": {
        "stores": {
          "float32": {"rows": 1000, "bytes": 34000000, "making_seconds": [0.1], "reading_seconds": 0.01},
          "peaks": {"rows": 1000, "bytes": 3000000, "making_seconds": [0.05], "reading_seconds": 0.02}},
        "load_average": 0.5, "build": "b", "machine": {}}}
      """;

  @TempDir Path folder;

  private JsonNode plan(Object... options) throws IOException {
    Object[] words = new Object[options.length + 4];
    words[0] = "plan";
    words[1] = "--rates";
    words[2] = Files.writeString(folder.resolve("rates.json"), RATES);
    words[3] = "--json";
    System.arraycopy(options, 0, words, 4, options.length);
    Call call = Call.of(words);
    assertThat(call.status()).as(call.err()).isZero();
    return new ObjectMapper().readTree(call.out());
  }

  @Test
  void withoutOptionsItPlansThePapersRun() throws IOException {
    JsonNode plan = plan("--step-ms", "14.5", "--cores-per-node", "16");

    assertThat(plan.get("diffractograms").asLong()).isEqualTo(130_500_000);
    assertThat(plan.get("shards").asLong()).isEqualTo(130_500);
    assertThat(plan.get("diffractograms_per_second").asDouble())
        .as("a batch of 145 in 14.5 ms")
        .isCloseTo(10_000, withinPercentage(1));
    assertThat(plan.get("hours").asDouble()).isCloseTo(3.625, withinPercentage(1));
    assertThat(plan.get("nodes").asInt()).isEqualTo(1);
    assertThat(plan.get("cores_per_gpu").asInt()).isEqualTo(2);
    assertThat(plan.get("bottleneck").asText()).isEqualTo("training");
    assertThat(plan.get("kept_disk_bytes").asLong()).isEqualTo(130_500 * 34_000_000L);
    assertThat(plan.get("written_bytes_per_second").asDouble())
        .isCloseTo(340e6, withinPercentage(1));
    assertThat(plan.get("assumptions").toString())
        .contains("rates.json", "GB/s", "checkpoint each epoch", "lead 64");
  }

  @Test
  void peaksNeedLessDiskAndFewerCores() throws IOException {
    JsonNode plan = plan("--gpu-diffractograms-per-second", "30000", "--store", "peaks");

    assertThat(plan.get("cores_per_gpu").asInt()).isEqualTo(2);
    assertThat(plan.get("kept_disk_bytes").asLong()).isEqualTo(130_500 * 3_000_000L);
    assertThat(plan.get("trainer_waiting_share").asDouble()).isLessThan(0.01);
  }

  @Test
  void shardsOfAnotherSizeCostInProportion() throws IOException {
    JsonNode plan = plan("--shard-size", "10000", "--nodes", "1", "--cores-per-node", "1");

    assertThat(plan.get("shards").asLong()).isEqualTo(13_050);
    assertThat(plan.get("core_hours_of_making").asDouble()).isCloseTo(3.625, withinPercentage(1));
    assertThat(plan.get("cores_per_gpu").isNull()).isTrue();
  }

  @Test
  void thePlanInWordsSaysWhatItAssumes() throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.json"), RATES);

    Call call = Call.of("plan", "--rates", rates, "--step-ms", "20");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("130,500,000", "node-hours", "cores for a GPU", "GB", "assumed", "10,000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "no JSON",
        "{\"rates\": null}",
        "{\"rates\": {\"stores\": {\"float32\": null}, \"load_average\": 0, \"build\": \"\", \"machine\": {}}}",
        "{\"rates\": {\"stores\": {\"float32\": {\"rows\": 0, \"bytes\": 1, \"making_seconds\": [1], \"reading_seconds\": 1}}, \"load_average\": 0, \"build\": \"\", \"machine\": {}}}",
        "{\"rates\": {\"stores\": {\"float32\": {\"rows\": 1, \"bytes\": 1, \"making_seconds\": [\"NaN\"], \"reading_seconds\": 1}}, \"load_average\": 0, \"build\": \"\", \"machine\": {}}}",
        "{\"rates\": {\"stores\": {\"float32\": {\"rows\": 1, \"bytes\": 1, \"making_seconds\": [null], \"reading_seconds\": 1}}, \"load_average\": 0, \"build\": \"\", \"machine\": {}}}",
      })
  void aFileThatHoldsNoRatesIsNamed(String content) throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.json"), content);

    Call call = Call.of("plan", "--rates", rates);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip().lines())
        .singleElement()
        .asString()
        .startsWith(
            "powdermill plan: %s is not what benchmark scaling --json prints".formatted(rates));
  }

  @Test
  void aStoreThatWasNotMeasuredIsNamed() throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.json"), RATES);

    Call call = Call.of("plan", "--rates", rates, "--store", "float16");

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err()).contains("no rates for float16", "[float32, peaks]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--step-ms 1e12",
        "--bandwidth 1e-12",
        "--metadata 1e-300",
        "--message-us 1e9",
        "--shard-size 2000000000",
        "--nodes 2000000000",
        "--epochs 2000000000 --batches-per-epoch 2000000000 --batch-size 2000000000",
      })
  void whatNoRunCanBeIsWrongUsageInOneLine(String options) throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.json"), RATES);

    Call call = Call.of((Object[]) "plan --rates %s %s".formatted(rates, options).split(" ", -1));

    assertThat(call.status()).as(call.err()).isEqualTo(2);
    assertThat(call.err().strip().lines()).hasSize(1);
  }

  @Test
  void aStepAndARateAtOnceAreWrongUsage() {
    Call call = Call.of("plan", "--step-ms", "1", "--gpu-diffractograms-per-second", "1");

    assertThat(call.status()).isEqualTo(2);
  }

  @Test
  void theScalingIsTheSameEachTimeAndDrawn() throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.json"), RATES);
    Object[] words = {
      "benchmark", "scaling", "--rates", rates, "--most-ranks", "20", "--json", "--out", folder
    };

    Call first = Call.of(words);
    Call second = Call.of(words);

    assertThat(first.status()).as(first.err()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    JsonNode figures = new ObjectMapper().readTree(first.out());
    assertThat(figures.get("runs")).hasSize(4 * 5);
    assertThat(figures.get("rates")).isEqualTo(new ObjectMapper().readTree(RATES).get("rates"));
    assertThat(folder.resolve("scaling.svg")).content().contains("<svg", "peaks, one reader");
  }

  @Test
  void whatTheScalingPrintsServesAsRates() throws IOException {
    Call measured =
        Call.of("benchmark", "scaling", "--seconds", "0.2", "--most-ranks", "1", "--json");
    Path rates = Files.writeString(folder.resolve("rates.json"), measured.out());

    Call plan = Call.of("plan", "--rates", rates, "--store", "peaks");

    assertThat(plan.status()).as(plan.err()).isZero();
  }
}
