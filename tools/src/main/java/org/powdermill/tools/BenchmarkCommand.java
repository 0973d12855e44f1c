package org.powdermill.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of the benchmarks. */
@Command(
    name = "benchmark",
    description = "Measure speed on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchmarkGenerateCommand.class,
      BenchmarkIoCommand.class,
      BenchmarkScalingCommand.class,
      BenchmarkSimulateCommand.class,
      BenchmarkTrainCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill benchmark simulate --seconds 1",
      "  powdermill benchmark generate --seconds 1 --json"
    })
final class BenchmarkCommand implements Runnable {

  @SuppressWarnings("unused") // Picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing benchmark");
  }
}
