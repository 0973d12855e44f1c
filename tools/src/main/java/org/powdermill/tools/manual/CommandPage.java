package org.powdermill.tools.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The page of a command in Markdown: what its help says, with the variables of the environment. */
final class CommandPage {

  /** These stand on the command line alone. */
  private static final List<String> NO_VARIABLE =
      List.of("--help", "--version", "--config", "--show-config");

  private final CommandSpec command;
  private final String name;

  CommandPage(CommandLine command) {
    this.command = command.getCommandSpec();
    this.name = this.command.qualifiedName(" ");
  }

  /** {@code benchmark-io.md}. */
  String file() {
    return name.substring("powdermill ".length()).replace(' ', '-') + ".md";
  }

  String name() {
    return name;
  }

  /** What it does, on one line. */
  String summary() {
    return plain(String.join(" ", usage().description()));
  }

  private UsageMessageSpec usage() {
    return command.usageMessage();
  }

  /**
   * The page.
   *
   * @param topic a line that says where more stands
   */
  String text(String topic) {
    return "# "
        + name
        + "\n\n"
        + summary()
        + "\n\n"
        + topic
        + "\n\n"
        + code("text", synopsis())
        + subcommands()
        + parameters()
        + options()
        + examples();
  }

  private List<String> synopsis() {
    String[] custom = usage().customSynopsis();
    String text =
        custom.length > 0
            ? String.join("\n", custom)
            : usage().synopsisHeading() == null
                ? name
                : command.commandLine().getHelp().synopsis(0).strip();
    return text.lines().map(String::strip).toList();
  }

  private static String code(String language, List<String> lines) {
    return "```" + language + "\n" + String.join("\n", lines) + "\n```\n";
  }

  private String subcommands() {
    if (command.subcommands().isEmpty()) {
      return "";
    }
    return "\n| command | does |\n| --- | --- |\n"
        + command.subcommands().values().stream()
            .map(CommandPage::new)
            .map(
                page ->
                    "| [%s](%s) | %s |\n".formatted(page.name(), page.file(), cell(page.summary())))
            .collect(Collectors.joining());
  }

  private String parameters() {
    if (command.positionalParameters().isEmpty()) {
      return "";
    }
    return "\n| parameter | |\n| --- | --- |\n"
        + command.positionalParameters().stream()
            .map(CommandPage::row)
            .collect(Collectors.joining());
  }

  private static String row(PositionalParamSpec parameter) {
    return "| `%s` | %s |\n"
        .formatted(cell(parameter.paramLabel()), cell(words(parameter.description())));
  }

  private String options() {
    return "\n| option | | environment |\n| --- | --- | --- |\n"
        + command.options().stream()
            .filter(option -> !option.hidden())
            .map(this::row)
            .collect(Collectors.joining());
  }

  private String row(OptionSpec option) {
    String names =
        Stream.of(option.names())
            .sorted((one, other) -> Integer.compare(one.length(), other.length()))
            .map(
                word ->
                    "`%s%s`"
                        .formatted(word, word.equals(option.longestName()) ? value(option) : ""))
            .collect(Collectors.joining(", "));
    return "| %s | %s | %s |\n"
        .formatted(names.replace("|", "\\|"), cell(words(option.description())), variable(option));
  }

  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return option.arity().min() == 0
        ? "[=%s]".formatted(option.paramLabel())
        : "=" + option.paramLabel();
  }

  private String variable(OptionSpec option) {
    if (NO_VARIABLE.contains(option.longestName())) {
      return "";
    }
    return "`%s_%s`"
        .formatted(name.replace(' ', '_'), option.longestName().replaceFirst("^-+", ""))
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }

  private String examples() {
    List<String> lines = Stream.of(usage().footer()).map(String::strip).toList();
    return lines.isEmpty() ? "" : "\nExamples:\n\n" + code("sh", lines);
  }

  private static String words(String[] description) {
    return plain(String.join(" ", description));
  }

  /** As the help shows it: there a percent sign is written twice. */
  private static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%").replaceAll("\\s+", " ").strip();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }
}
