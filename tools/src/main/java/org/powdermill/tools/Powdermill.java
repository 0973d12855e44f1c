package org.powdermill.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.powdermill.files.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command {@code powdermill}: finds the subcommand and runs it under the common conventions.
 */
@Command(
    name = "powdermill",
    description = {
      "Powder X-ray diffractograms of crystals.",
      "The launcher adds setup, test, man and dist, each with --help."
    },
    versionProvider = Powdermill.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SimulateCommand.class,
      StatisticsCommand.class,
      GenerateCommand.class,
      TestSetCommand.class,
      TrainCommand.class,
      CompareCommand.class,
      ShardsCommand.class,
      StatusCommand.class,
      PlanCommand.class,
      NetworksCommand.class,
      ReportCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      BenchmarkCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      WorkflowParametersCommand.class,
      WorkflowMetricsCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill simulate docs/examples/rutile.cif --out build/rutile",
      "  powdermill doctor"
    })
public final class Powdermill implements Runnable {

  static final int DONE = 0;
  static final int ERROR = 1;
  static final int WRONG_USAGE = 2;

  /** Interrupted, what was done is kept: the same call goes on. */
  static final int INTERRUPTED = 75;

  @SuppressWarnings("unused") // Picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help; COMMAND --help shows that of a command.")
  private boolean help;

  @SuppressWarnings("unused") // Picocli reads it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version and git commit.")
  private boolean version;

  @Spec private CommandSpec spec;

  /** For {@code --version} among other words. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Build.current().toString()};
    }
  }

  /** For Picocli, which also makes completion and man pages from this class. */
  public Powdermill() {}

  /** Runs the command line and ends the JVM with the exit status. */
  public static void main(String[] args) {
    if (List.of(args).equals(List.of("--version")) || List.of(args).equals(List.of("-V"))) {
      System.out.println(Build.current());
      return;
    }
    System.setErr(StandardError.utf8());
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int status = run(out, err, System.getenv(), Path.of(""), args);
    out.flush();
    err.flush();
    Interruption.allIsTold();
    System.exit(status);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /**
   * Runs a command line.
   *
   * @param out for the summary
   * @param err for errors
   * @param environment variables {@code POWDERMILL_...}
   * @param folder where {@code powdermill.toml} is looked for
   * @param args the command line without the program's name
   * @return exit status
   */
  public static int run(
      PrintWriter out,
      PrintWriter err,
      Map<String, String> environment,
      Path folder,
      String... args) {
    CommandLine line = commandLine();
    line.setOut(out);
    line.setErr(err);
    OptionSources sources;
    try {
      sources =
          new OptionSources(
              environment, ConfigurationFile.find(args, folder, line.getCommandSpec()));
    } catch (ConfigurationException e) {
      err.println("powdermill: " + e.getMessage());
      return WRONG_USAGE;
    }
    line.setDefaultValueProvider(sources);
    line.setParameterExceptionHandler(new UsageErrors(sources));
    line.setExecutionStrategy(parse -> execute(parse, sources, List.of(args)));
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      err.println(
          "powdermill: out of memory: give the JVM more (POWDERMILL_JAVA_OPTS=-Xmx8g) or simulate"
              + " fewer points");
      return ERROR;
    }
  }

  /** The commands, without the sources of options. */
  static CommandLine commandLine() {
    return new CommandLine(new Powdermill())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpLongOptionsMaxWidth(26)
        .setExecutionExceptionHandler(new ExecutionErrors());
  }

  private static int execute(ParseResult parse, OptionSources sources, List<String> args) {
    Integer helped = CommandLine.executeHelpRequest(parse);
    if (helped != null) {
      return helped;
    }
    CommandLine command = parse.asCommandLineList().get(parse.asCommandLineList().size() - 1);
    CommonOptions common = CommonOptions.of(command);
    if (common != null) {
      if (common.showConfig()) {
        new ShownConfiguration(command, sources).print();
        return DONE;
      }
      common.start(args, new ShownConfiguration(command, sources).elsewhere());
    }
    return new CommandLine.RunLast().execute(parse);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
