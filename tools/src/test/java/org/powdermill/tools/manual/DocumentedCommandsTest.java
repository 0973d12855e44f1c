package org.powdermill.tools.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.powdermill.tools.Powdermill;
import picocli.CommandLine;

/** Calls that the pages show are spelt as the commands want them. */
class DocumentedCommandsTest {

  /** Up to what ends a call in a shell, or a comment. */
  private static final Pattern CALL =
      Pattern.compile("(?:^|[\\s/(])powdermill +([a-z][a-z-]*)((?:(?!\\s#)[^|&;\\n])*)");

  private static final Pattern OPTION =
      Pattern.compile("(?<=\\s)(--[a-z][a-z_-]*|-[a-z]+)(?=[\\s=\\])]|$)");

  private static final List<String> OF_THE_LAUNCHER =
      List.of("setup", "test", "man", "workflow", "quickstart", "dist");

  private final CommandLine commands = new CommandLine(new Powdermill());
  private final Map<String, String> helps = new HashMap<>();

  @Test
  void commandsAndOptionsOnThePagesExist() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Path page : Docs.pages()) {
      for (String piece : Docs.code(Docs.read(page))) {
        Matcher call = CALL.matcher(piece.replaceAll("\\\\\\s*\\n\\s*", " "));
        while (call.find()) {
          calls++;
          for (String fault : faults(call.group(1), call.group(2))) {
            wrong.add(
                "%s: %s: %s".formatted(Docs.PROJECT.relativize(page), call.group().strip(), fault));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(calls).as("calls found on the pages").isGreaterThan(50);
  }

  @Test
  void misspeltCallsAreFound() throws IOException, InterruptedException {
    assertThat(faults("simulate", " a.cif --out b --size 3")).isEmpty();
    assertThat(faults("benchmark", " io --json")).isEmpty();
    assertThat(faults("simulate", " a.cif --outt b")).hasSize(1);
    assertThat(faults("simulat", " a.cif")).hasSize(1);
    assertThat(faults("benchmark", " io --no-such")).hasSize(1);
    assertThat(faults("quickstart", " --minuts 3")).hasSize(1);
    assertThat(faults("workflow", " run --epochs 3 -resume")).isEmpty();
    assertThat(faults("workflow", " run --epoks 3")).hasSize(1);
  }

  private List<String> faults(String name, String words) throws IOException, InterruptedException {
    if (OF_THE_LAUNCHER.contains(name)) {
      return unknown(words, option -> known(launcherHelp(name), option));
    }
    CommandLine command = commands.getSubcommands().get(name);
    if (command == null) {
      return List.of("no such command");
    }
    for (String word : words.strip().split("\\s+", -1)) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    CommandLine found = command;
    return unknown(words, option -> found.getCommandSpec().findOption(option) != null);
  }

  private interface Known {
    boolean is(String option) throws IOException, InterruptedException;
  }

  private static List<String> unknown(String words, Known known)
      throws IOException, InterruptedException {
    List<String> unknown = new ArrayList<>();
    Matcher option = OPTION.matcher(words);
    while (option.find()) {
      if (!known.is(option.group())) {
        unknown.add("no option " + option.group());
      }
    }
    return unknown;
  }

  private static boolean known(String help, String option) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(option) + "(?![\\w-])")
        .matcher(help)
        .find();
  }

  /** What the launcher says of a command of its own; for the workflow its parameters too. */
  private String launcherHelp(String name) throws IOException, InterruptedException {
    String help = helps.get(name);
    if (help == null) {
      Process process =
          new ProcessBuilder(Docs.PROJECT.resolve("powdermill").toString(), name, "--help")
              .redirectErrorStream(true)
              .start();
      help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(help).isZero();
      if (name.equals("workflow")) {
        help +=
            Files.readString(Docs.PROJECT.resolve("workflows/nextflow_schema.json"))
                .replaceAll("\"([a-z_]+)\"", " --$1 ");
      }
      helps.put(name, help + " -h --help");
    }
    return help;
  }
}
