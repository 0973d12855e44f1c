package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkSimulateCommandTest {

  @Test
  void tellsTheTotalAndEachCrystal() throws IOException {
    Call call =
        Call.of(
            "benchmark",
            "simulate",
            "--data",
            Call.PROJECT.resolve("docs/examples"),
            "--seconds",
            "0.1",
            "--json");

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(call.out());
    assertThat(figures.get("crystals").asInt()).isEqualTo(10);
    assertThat(figures.get("per_crystal")).hasSize(10);
    assertThat(figures.get("total_milliseconds").asDouble()).isPositive();
    assertThat(figures.get("machine").get("cores").asInt()).isPositive();
  }

  @Test
  void theExamplesStandInTheJarToo() {
    assertThat(ExampleCrystals.all()).hasSize(10);
  }

  @Test
  void aFolderWithoutCifsIsNamed(@TempDir Path folder) {
    Call call = Call.of("benchmark", "simulate", "--data", folder);

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.err().strip())
        .isEqualTo(
            "powdermill benchmark simulate: %s holds no CIF; name a folder with --data"
                .formatted(folder));
  }
}
