package org.powdermill.tools.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.files.AtomicFile;
import org.powdermill.tools.Powdermill;
import picocli.CommandLine;

/**
 * The pages of all commands. {@code powdermill man --pages} writes them into docs/commands; a test
 * holds the pages there against the commands.
 */
public final class CommandPages {

  /** Where more stands on a command, from docs/commands. */
  private static final Map<String, String> TOPICS =
      Map.ofEntries(
          Map.entry("simulate", "science"),
          Map.entry("statistics", "statistics"),
          Map.entry("generate", "generation"),
          Map.entry("testset", "test-sets"),
          Map.entry("train", "training"),
          Map.entry("compare", "comparison"),
          Map.entry("shards", "shards"),
          Map.entry("status", "streams"),
          Map.entry("plan", "scaling"),
          Map.entry("networks", "networks"),
          Map.entry("report", "reports"),
          Map.entry("evaluate", "evaluation"),
          Map.entry("predict", "prediction"),
          Map.entry("benchmark", "performance"),
          Map.entry("doctor", "installation"),
          Map.entry("completion", "installation"));

  private CommandPages() {}

  /** Writes the pages of the commands; the argument is the project's folder. */
  public static void main(String[] arguments) {
    Path project = Path.of(arguments[0]);
    Path folder = project.resolve("docs/commands");
    AtomicFile.createFolder(folder);
    all(project.resolve("powdermill"))
        .forEach((name, text) -> AtomicFile.write(folder.resolve(name), text));
  }

  /**
   * The text of each page by the name of its file; README.md lists the others.
   *
   * @param launcher {@code powdermill}
   */
  static Map<String, String> all(Path launcher) {
    List<CommandPage> pages = new ArrayList<>();
    collect(new CommandLine(new Powdermill()), pages);
    Map<String, String> texts = new LinkedHashMap<>();
    StringBuilder list = new StringBuilder(HEAD);
    for (CommandPage page : pages) {
      texts.put(page.file(), page.text(topic(page.name().split(" ", 3)[1])));
      list.append(
          "| [`%s`](%s) | %s |\n"
              .formatted(page.name(), page.file(), page.summary().replace("|", "\\|")));
    }
    texts.putAll(LauncherPages.all(launcher));
    texts.put("README.md", list.append(FOOT).toString());
    return texts;
  }

  private static void collect(CommandLine command, List<CommandPage> pages) {
    for (CommandLine subcommand : command.getSubcommands().values()) {
      if (!subcommand.getCommandSpec().usageMessage().hidden()) {
        pages.add(new CommandPage(subcommand));
        collect(subcommand, pages);
      }
    }
  }

  private static String topic(String command) {
    String page = TOPICS.get(command);
    return "[All commands](README.md)"
        + (page == null ? "" : " · [more on it](../%s.md)".formatted(page));
  }

  private static final String HEAD =
      """
      # The commands

      What each command takes, from its own help: `powdermill COMMAND --help` says the same. `powdermill man` shows it as man
      pages, `powdermill completion bash` makes the shell complete it.

      [The book](../README.md)

      Any option can also come from the environment (last column of a page's table) or from `powdermill.toml`
      ([formats](../formats.md#powdermilltoml-and-the-environment)); `--show-config` prints each value with its source.
      Exit status: 0 done; 1 an error; 2 wrong usage; 70 a rank or peer was lost; 75 interrupted or no living peer, state
      saved, run again.

      | command | does |
      | --- | --- |
      """;

  private static final String FOOT =
      """

      The launcher adds [`setup`](setup.md), [`test`](test.md), [`workflow`](workflow.md), [`quickstart`](quickstart.md),
      [`dist`](dist.md) and `man`.

      These pages are made by `./powdermill man --pages`; a test fails where they differ from the help.
      """;
}
