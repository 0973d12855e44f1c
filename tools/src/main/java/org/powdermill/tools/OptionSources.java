package org.powdermill.tools;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line does not give: the environment first, then the
 * configuration file, then the default.
 *
 * <p>The variable of option {@code --two-theta} of {@code powdermill simulate} is {@code
 * POWDERMILL_SIMULATE_TWO_THETA}; that of {@code --seconds} of {@code powdermill benchmark
 * simulate} {@code POWDERMILL_BENCHMARK_SIMULATE_SECONDS}.
 */
final class OptionSources implements IDefaultValueProvider {

  /**
   * A value and where it comes from.
   *
   * @param value as it would be written on the command line; null where there is none
   * @param source in words
   */
  record Sourced(String value, String source) {

    /** Whether it is neither on the command line nor the default. */
    boolean isElsewhere() {
      return !source.equals(COMMAND_LINE) && !source.equals(DEFAULT);
    }
  }

  static final String COMMAND_LINE = "command line";
  static final String DEFAULT = "default";

  private final Map<String, String> environment;
  private final ConfigurationFile configuration;

  OptionSources(Map<String, String> environment, ConfigurationFile configuration) {
    this.environment = environment;
    this.configuration = configuration;
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? valueOf(option).value() : null;
  }

  /** The value of an option that is not on the command line. */
  Sourced valueOf(OptionSpec option) {
    if (!CommonOptions.WITHOUT_OTHER_SOURCES.contains(option.longestName())) {
      String variable = variable(option);
      if (environment.containsKey(variable)) {
        return new Sourced(environment.get(variable), "environment variable " + variable);
      }
      String section = section(option.command());
      String value = configuration.value(section, key(option));
      if (value != null) {
        return new Sourced(
            value, "%s, [%s] %s".formatted(configuration.file(), section, key(option)));
      }
    }
    return new Sourced(option.defaultValue(), DEFAULT);
  }

  /** Name of the environment variable for an option. */
  static String variable(OptionSpec option) {
    return "POWDERMILL_"
        + (section(option.command()) + "_" + key(option))
            .toUpperCase(Locale.ROOT)
            .replace('.', '_')
            .replace('-', '_');
  }

  /** Name of a command's section in the configuration file: {@code benchmark.simulate}. */
  static String section(CommandSpec command) {
    return command.parent() == null || command.parent().parent() == null
        ? command.name()
        : section(command.parent()) + "." + command.name();
  }

  /** Name of an option in the configuration file: {@code two-theta}. */
  static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }
}
