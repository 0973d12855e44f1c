package org.powdermill.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of the commands that look into shards. */
@Command(
    name = "shards",
    description = "Look into shards, check them, convert them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ShardsListCommand.class,
      ShardsVerifyCommand.class,
      ShardsHeadCommand.class,
      ShardsConvertCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill shards list docs/examples/stream",
      "  powdermill shards head docs/examples/stream --rows 3"
    })
final class ShardsCommand implements Runnable {

  @SuppressWarnings("unused") // Picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing list, verify, head or convert");
  }
}
