package org.powdermill.tools;

import java.util.List;
import org.powdermill.files.PrintableLine;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong usage: one line that says what is wrong, where it was said, and where help is. */
final class UsageErrors implements IParameterExceptionHandler {

  /** What a file of options says is quoted; of a long value the beginning. */
  private static final int LONGEST = 500;

  private final OptionSources sources;

  UsageErrors(OptionSources sources) {
    this.sources = sources;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ");
    command
        .getErr()
        .printf(
            "%s: %s%s%s; see %s --help%n", name, message(e), place(e, args), suggestion(e), name);
    command.getErr().flush();
    return Powdermill.WRONG_USAGE;
  }

  private static String message(ParameterException e) {
    String firstLine = e.getMessage().lines().findFirst().orElse("wrong usage");
    return PrintableLine.of(firstLine.replaceFirst("[.;]$", ""), LONGEST);
  }

  /** Where a value comes from that is not on the command line. */
  private String place(ParameterException e, String[] args) {
    if (!(e.getArgSpec() instanceof OptionSpec option) || isGiven(option, args)) {
      return "";
    }
    OptionSources.Sourced sourced = sources.valueOf(option);
    return sourced.source().equals("default") ? "" : " (from " + sourced.source() + ")";
  }

  private static boolean isGiven(OptionSpec option, String[] args) {
    return List.of(args).stream()
        .anyMatch(word -> List.of(option.names()).contains(word.replaceFirst("=.*", "")));
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getSuggestions().isEmpty()) {
      return "";
    }
    return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
  }
}
