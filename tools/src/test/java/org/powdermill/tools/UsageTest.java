package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class UsageTest {

  private static final int SCREEN_LINES = 40;
  private static final int SCREEN_WIDTH = 80;

  /** Training has more to choose than a small screen holds. */
  private static final int LINES_OF_TRAIN = 44;

  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(Powdermill.commandLine(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(subcommand -> collect(subcommand, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsAScreenAndEndsWithTwoExamples(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName(" ");
    List<String> lines = command.getUsageMessage().lines().toList();

    assertThat(lines)
        .as(name)
        .hasSizeLessThanOrEqualTo(
            name.endsWith(" train") && !name.contains("benchmark") ? LINES_OF_TRAIN : SCREEN_LINES);
    assertThat(lines).as(name).allMatch(line -> line.length() <= SCREEN_WIDTH);
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .as(name)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Examples:"),
            line -> assertThat(line).contains("powdermill "),
            line -> assertThat(line).contains("powdermill "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "| powdermill: Missing command; see powdermill --help",
        "benchmark | powdermill benchmark: Missing benchmark; see powdermill benchmark --help",
        "simulate x.cif"
            + " | powdermill simulate: Missing required option: '--out=DIR'; see powdermill simulate"
            + " --help",
        "simulate --out d"
            + " | powdermill simulate: Missing required parameter: 'FILE'; see powdermill simulate"
            + " --help",
        "simulate x.cif --out d --two-theta 5:90"
            + " | powdermill simulate: Invalid value for option '--two-theta': '5:90' is not MIN:MAX:STEP in degrees; see powdermill simulate"
            + " --help",
        "simulate x.cif --out d --wavelength Cu"
            + " | powdermill simulate: Invalid value for option '--wavelength': 'Cu' is no"
            + " wavelength: give angstrom or one of CuKa1, CuKa2, CuKa, MoKa1, CoKa1, FeKa1,"
            + " CrKa1, AgKa1; see powdermill simulate --help",
        "simulate x.cif --out d --size -3"
            + " | powdermill simulate: Invalid value for option '--size': '-3' is not a"
            + " positive number; see powdermill simulate --help",
        "simulate x.cif --out d --mixing 1.5"
            + " | powdermill simulate: Invalid value for option '--mixing': '1.5' is not"
            + " between 0 and 1; see powdermill simulate --help",
        "simulate x.cif --out d --caglioti 1,2"
            + " | powdermill simulate: Invalid value for option '--caglioti': '1,2' is not"
            + " U,V,W; see powdermill simulate --help",
        "simulate x.cif --out d --debye-waller Xx=1"
            + " | powdermill simulate: Invalid value for option '--debye-waller': 'Xx' is no"
            + " element; see powdermill simulate --help",
        "simulate x.cif --out d --format pdf"
            + " | powdermill simulate: Invalid value for option '--format' (F): expected one of"
            + " [CSV, H5, PNG, SVG] (case-insensitive) but was 'pdf'; see powdermill simulate --help",
        "simulate x.cif --out d --sise 3"
            + " | powdermill simulate: Unknown option: '--sise'; did you mean --size?; see powdermill"
            + " simulate --help",
      })
  void wrongUsageIsOneLineAndStatus2(String args, String line) {
    Call call = args == null ? Call.of() : Call.of((Object[]) args.split(" ", -1));

    assertThat(call.err().strip()).isEqualTo(line);
    assertThat(call.status()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
  }

  @Test
  void versionNamesReleaseAndCommit() {
    assertThat(Call.of("--version").out().strip())
        .matches("powdermill \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?( \\([0-9a-f]{12}\\))?");
  }

  @Test
  void completionIsAScriptThatKnowsTheCommands() {
    Call call = Call.of("completion", "bash");

    assertThat(call.status()).isZero();
    assertThat(call.out()).contains("complete -F", "simulate", "--two-theta");
  }
}
