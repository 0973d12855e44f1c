package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkIoCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"float32,0", "float16,0", "peaks,0", "float32,1"})
  void tellsRatesBesideThoseOfJhdf5AndLeavesNothing(String store, int deflate) throws IOException {
    Call call =
        Call.of(
            "benchmark",
            "io",
            "--seconds",
            "0.1",
            "--rows",
            "40",
            "--store",
            store,
            "--deflate",
            deflate,
            "--folder",
            folder,
            "--json");

    assertThat(call.status()).as(call.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(call.out());
    for (String key :
        new String[] {
          "write_mb_per_second",
          "read_mb_per_second",
          "raw_write_mb_per_second",
          "raw_read_mb_per_second",
          "write_ratio",
          "read_ratio",
          "bytes_per_row",
          "rounds"
        }) {
      assertThat(figures.get(key).asDouble()).as(key).isPositive();
    }
    assertThat(figures.get("rows").asInt()).isEqualTo(40);
    assertThat(figures.get("store").asText()).isEqualTo(store);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anImpossibleLevelIsWrongUsage() {
    Call call = Call.of("benchmark", "io", "--deflate", "10");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("deflate level 10: want 0 to 9");
  }
}
