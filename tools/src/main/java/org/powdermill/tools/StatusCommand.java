package org.powdermill.tools;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.powdermill.files.FileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How a stream or a training run comes along, from its files. */
@Command(
    name = "status",
    customSynopsis = "powdermill status STREAM|RUN [OPTION]...",
    description = {
      "Tell how a stream, a training run or a run of the workflow comes along, from its",
      "files alone: on any machine that sees them; nothing is changed. Ages go by the",
      "files' time stamps."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill status docs/examples/stream",
      "  powdermill status docs/examples/stream --json"
    })
final class StatusCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STREAM|RUN",
      arity = "1",
      description = "Folder of a stream, of a training run, or of both.")
  private Path folder;

  @Option(names = "--json", description = "Print JSON, one object a line.")
  private boolean json;

  @Option(names = "--watch", description = "Again and again, until all is over.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationText.class,
      description = "With --watch: pause; default ${DEFAULT-VALUE}.")
  private Duration pause = Duration.ofSeconds(5);

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    while (!show() && watch) {
      Thread.sleep(pause.toMillis());
    }
    return Powdermill.DONE;
  }

  /** Prints the status once and tells whether it is the last. */
  private boolean show() {
    if (StreamInspection.isStream(folder)) {
      StreamStatus status = new StreamInspection(folder).read();
      print(json ? Json.line(status) + "\n" : StreamStatusText.of(status));
      return status.isOver();
    }
    if (RunStatus.isRun(folder)) {
      RunStatus status = RunStatus.read(folder);
      print(json ? Json.line(status) + "\n" : RunStatusText.of(status));
      return status.isOver();
    }
    if (WorkflowStatus.isOne(folder)) {
      WorkflowStatus status = WorkflowStatus.read(folder);
      print(json ? Json.line(status) + "\n" : status.text());
      return status.isOver();
    }
    throw new FileException(nothing());
  }

  private String nothing() {
    if (!Files.isDirectory(folder)) {
      return "cannot read %s: there is no such folder".formatted(folder);
    }
    List<Path> runs = WorkflowStatus.runsIn(folder);
    return runs.isEmpty()
        ? "%s is neither a stream (no stream.json, producer or consumer) nor a training run (no metrics.jsonl) nor one of the workflow (no run.json): name the folder of one"
            .formatted(folder)
        : "%s holds runs: name one of them, as powdermill status %s"
            .formatted(folder, runs.get(runs.size() - 1));
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    if (watch && !json) {
      out.println();
    }
    out.flush();
  }
}
