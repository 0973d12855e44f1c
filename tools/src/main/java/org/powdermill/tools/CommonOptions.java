package org.powdermill.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.powdermill.files.Provenance;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {

  private static final String MIXIN = "common";

  /** Options that stand on the command line alone. */
  static final Set<String> WITHOUT_OTHER_SOURCES =
      Set.of("--help", "--version", "--config", "--show-config");

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info, debug; default ${DEFAULT-VALUE}.")
  private LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Append the log to this file as well.")
  private Path logFile;

  @Option(names = "--debug", description = "Show the stack trace of an error.")
  private boolean debug;

  @SuppressWarnings("unused") // Picocli reads it
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options; default powdermill.toml, if any.")
  private Path config;

  // Picocli's own kinds of help would be printed by it; this one only lifts the check of the rest.
  @SuppressWarnings("deprecation")
  @Option(
      names = "--show-config",
      help = true,
      description = "Show each option's value and source; stop.")
  private boolean showConfig;

  @SuppressWarnings("unused") // Picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private List<String> commandLine = List.of();
  private Map<String, OptionSources.Sourced> elsewhere = Map.of();

  /** Those of a command; null if it has none. */
  static CommonOptions of(CommandLine command) {
    CommandSpec mixin = command.getCommandSpec().mixins().get(MIXIN);
    return mixin == null ? null : (CommonOptions) mixin.userObject();
  }

  boolean debug() {
    return debug;
  }

  boolean showConfig() {
    return showConfig;
  }

  /** The command line as it was given, for {@code provenance.json}. */
  List<String> commandLine() {
    return commandLine;
  }

  /** The record of a run that begins now. */
  Provenance provenance() {
    Provenance provenance = new Provenance(commandLine);
    elsewhere.forEach((name, value) -> provenance.option(name, value.value(), value.source()));
    return provenance;
  }

  /**
   * Begins the log.
   *
   * @param options those of the environment and of the configuration file
   */
  void start(List<String> args, Map<String, OptionSources.Sourced> options) {
    commandLine = args;
    elsewhere = options;
    Logging.start(logLevel, logFile);
  }
}
