package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionSourcesTest {

  @TempDir Path folder;

  @Test
  void commandLineWinsOverEnvironmentOverFileOverDefault() throws IOException {
    toml("[simulate]\nsize = 20\nwavelength = \"MoKa1\"\nmixing = 0.5\ncaglioti = [0.1, 0, 0.2]\n");
    Map<String, String> environment =
        Map.of("POWDERMILL_SIMULATE_SIZE", "30", "POWDERMILL_SIMULATE_WAVELENGTH", "CoKa1");

    Call call = Call.in(folder, environment, "simulate", "--show-config", "--size", "40");

    assertThat(call.status()).isZero();
    assertThat(call.out())
        .containsPattern("size += 40 +# command line")
        .containsPattern(
            "wavelength += CoKa1 +# environment variable POWDERMILL_SIMULATE_WAVELENGTH")
        .containsPattern("mixing += 0.5 +# .*powdermill.toml, \\[simulate\\] mixing")
        .containsPattern("caglioti += 0.1,0,0.2 +# .*powdermill.toml")
        .containsPattern("two-theta += 5:90:0.01 +# default")
        .containsPattern("out += +# default");
  }

  @Test
  void valuesOfAllSourcesReachTheSimulation() throws IOException {
    toml("[simulate]\nsize = 20\nformat = [\"csv\"]\n");
    Map<String, String> environment = Map.of("POWDERMILL_SIMULATE_TWO_THETA", "10:60:0.05");

    Call call =
        Call.in(
            folder, environment, "simulate", Call.RUTILE, "--out", folder.resolve("o"), "--json");

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out()).contains("\"size_nm\":20.0", "\"two_theta\":\"10.0:60.0:0.05\"");
    assertThat(folder.resolve("o/rutile.png")).doesNotExist();
  }

  @Test
  void aRequiredOptionMayComeFromTheFile() throws IOException {
    toml("[simulate]\nout = '%s'\nformat = 'csv'\n".formatted(folder.resolve("from-file")));

    Call call = Call.in(folder, Map.of(), "simulate", Call.RUTILE);

    assertThat(call.status()).as(call.err()).isZero();
    assertThat(folder.resolve("from-file/rutile.peaks.csv")).exists();
  }

  @Test
  void aSubcommandHasItsOwnTableAndVariable() throws IOException {
    toml("[benchmark.simulate]\nseconds = 3\n");

    assertThat(Call.in(folder, Map.of(), "benchmark", "simulate", "--show-config").out())
        .containsPattern("seconds += 3 +# .*\\[benchmark.simulate\\] seconds");
    assertThat(
            Call.in(
                    folder,
                    Map.of("POWDERMILL_BENCHMARK_SIMULATE_SECONDS", "4"),
                    "benchmark",
                    "simulate",
                    "--show-config",
                    "--json")
                .out())
        .contains("{\"value\":\"4\",\"source\":");
  }

  @Test
  void anotherFileCanBeNamed() throws IOException {
    Path file = folder.resolve("mine.toml");
    Files.writeString(file, "[simulate]\nsize = 77\n");

    assertThat(Call.of("simulate", "--show-config", "--config", file).out())
        .containsPattern("size += 77 +# .*mine.toml");
    assertThat(Call.of("simulate", "--show-config", "--config=" + file).out())
        .containsPattern("size += 77 +# .*mine.toml");
  }

  @Test
  void unknownKeysAreNamedWithTheFile() throws IOException {
    toml("[simulate]\nsise = 20\n");

    Call call = Call.in(folder, Map.of(), "simulate", "--show-config");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err())
        .isEqualToIgnoringNewLines(
            "powdermill: %s: there is no option 'sise' in [simulate]; see powdermill simulate --help"
                .formatted(folder.resolve("powdermill.toml")));
  }

  @Test
  void unknownSectionsAreNamedWithTheFile() throws IOException {
    toml("size = 20\n");

    assertThat(Call.in(folder, Map.of(), "doctor").err())
        .contains("powdermill.toml: there is no command 'size'");
  }

  @Test
  void brokenTomlIsNamedWithItsLine() throws IOException {
    toml("[simulate]\nsize = = 20\n");

    Call call = Call.in(folder, Map.of(), "simulate", "--show-config");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("powdermill.toml, line 2: ").hasLineCount(1);
  }

  @Test
  void helpComesEvenWhereTheFileIsBroken() throws IOException {
    toml("[simulate\n");

    assertThat(Call.in(folder, Map.of(), "simulate", "--help").status()).isZero();
  }

  @Test
  void aMissingFileThatWasNamedIsAnError() {
    Call call = Call.of("simulate", "--show-config", "--config", folder.resolve("none.toml"));

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err()).contains("cannot read", "none.toml").hasLineCount(1);
  }

  @Test
  void aBadValueIsNamedWithItsSource() {
    Call call =
        Call.in(
            folder, Map.of("POWDERMILL_SIMULATE_SIZE", "big"), "simulate", "x.cif", "--out", "d");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.err())
        .contains("'big' is no number", "(from environment variable POWDERMILL_SIMULATE_SIZE)")
        .hasLineCount(1);
  }

  private void toml(String text) throws IOException {
    Files.writeString(folder.resolve("powdermill.toml"), text);
  }
}
