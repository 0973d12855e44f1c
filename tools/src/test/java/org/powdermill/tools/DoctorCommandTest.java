package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  @Test
  void tellsOfEachPartWithStateAndDetail() throws IOException {
    JsonNode report = new ObjectMapper().readTree(Call.of("doctor", "--json").out());

    List<String> parts = report.get("findings").findValuesAsText("what");
    assertThat(parts)
        .contains("JDK", "Maven", "MPJ Express", "JHDF5", "spglib", "fonts", "cores", "memory");
    assertThat(report.get("findings").findValuesAsText("detail")).noneMatch(String::isBlank);
  }

  @Test
  void statusIs1ExactlyIfSomethingNeededIsMissing() throws IOException {
    Call call = Call.of("doctor", "--json");

    List<String> states =
        new ObjectMapper().readTree(call.out()).get("findings").findValuesAsText("state");
    assertThat(call.status()).isEqualTo(states.contains("MISSING") ? 1 : 0);
  }

  @Test
  void whatIsMissingComesWithARemedy() {
    Examination elsewhere =
        new Examination(Map.of("POWDERMILL_MPJ_JAR", "/no/such/mpj.jar", "PATH", ""));

    assertThat(elsewhere.findings())
        .filteredOn(Finding::isMissing)
        .extracting(Finding::what)
        .contains("Maven", "MPJ Express");
    assertThat(elsewhere.findings())
        .filteredOn(Finding::isMissing)
        .allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
  }

  @Test
  void theGpuIsLookedAtAloneAndEachLackHasARemedy() throws IOException {
    Call call = Call.of("doctor", "--gpu", "--json");

    JsonNode report = new ObjectMapper().readTree(call.out());
    assertThat(report.get("findings").findValuesAsText("what"))
        .contains("GPU driver", "libcuda", "visible GPUs", "SLURM", "GPU engine")
        .doesNotContain("JDK");
    assertThat(report.get("findings"))
        .allSatisfy(
            finding ->
                assertThat(finding.get("remedy").asText().isEmpty())
                    .isEqualTo(finding.get("state").asText().equals("OK")));
    assertThat(call.status()).isEqualTo(report.get("well").asBoolean() ? 0 : 1);
  }
}
