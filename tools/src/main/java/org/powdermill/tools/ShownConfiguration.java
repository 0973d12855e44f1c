package org.powdermill.tools;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --show-config} prints: each option of a command, its value and its source. */
final class ShownConfiguration {

  private final CommandLine command;
  private final OptionSources sources;

  ShownConfiguration(CommandLine command, OptionSources sources) {
    this.command = command;
    this.sources = sources;
  }

  void print() {
    Map<String, OptionSources.Sourced> values = new LinkedHashMap<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!CommonOptions.WITHOUT_OTHER_SOURCES.contains(option.longestName())) {
        values.put(OptionSources.key(option), valueOf(option));
      }
    }
    PrintWriter out = command.getOut();
    OptionSpec json = command.getCommandSpec().findOption("--json");
    if (json != null && Boolean.TRUE.equals(json.getValue())) {
      out.println(Json.line(values));
      return;
    }
    values.forEach(
        (key, sourced) ->
            out.printf(
                "%-14s = %-24s # %s%n",
                key, sourced.value() == null ? "" : sourced.value(), sourced.source()));
    out.flush();
  }

  /** Options that the environment or the configuration file gives. */
  Map<String, OptionSources.Sourced> elsewhere() {
    Map<String, OptionSources.Sourced> values = new LinkedHashMap<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      OptionSources.Sourced sourced = valueOf(option);
      if (sourced.isElsewhere()) {
        values.put(OptionSources.key(option), sourced);
      }
    }
    return values;
  }

  private OptionSources.Sourced valueOf(OptionSpec option) {
    if (command.getParseResult().hasMatchedOption(option)) {
      return new OptionSources.Sourced(
          String.join(
              ",", command.getParseResult().matchedOption(option.longestName()).stringValues()),
          OptionSources.COMMAND_LINE);
    }
    return sources.valueOf(option);
  }
}
