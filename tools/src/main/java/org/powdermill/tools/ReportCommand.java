package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.tools.report.ReportPage;
import org.powdermill.tools.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One page on a run. */
@Command(
    name = "report",
    customSynopsis = "powdermill report DIR [OPTION]...",
    description = {
      "Make one HTML page of a run's folder (testsets/, stream/, training/,",
      "evaluation/, comparison/, as far as they are there), or of a training run",
      "alone: curves, rates, evaluation, and what was run. Also while it runs."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill report docs/examples/run --out build/report.html",
      "  powdermill report docs/examples/run/training --out build/report.html --json"
    })
final class ReportCommand implements Callable<Integer> {

  /** Name of the page where the user names none. */
  static final String PAGE = "report.html";

  @Parameters(paramLabel = "DIR", arity = "1", description = "Folder of a run.")
  private Path folder;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The page; default DIR/report.html.")
  private Path out;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunFolder run = RunFolder.open(folder);
    Path file = out == null ? folder.resolve(PAGE) : out;
    if (Files.isDirectory(file)) {
      throw new FileException("cannot write %s: it is a folder; name a file".formatted(file));
    }
    AtomicFile.createFolder(file.toAbsolutePath().getParent());
    ReportPage page = new ReportPage(run, file, common.commandLine());
    AtomicFile.write(file, page.html());
    print(run, page, file);
    return Powdermill.DONE;
  }

  private void print(RunFolder run, ReportPage page, Path file) {
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("out", file.toString());
      line.put("parts", page.present());
      line.put("absent", page.absent());
      line.put("mismatches", page.mismatches());
      line.put("faults", run.faults());
      spec.commandLine().getOut().println(Json.line(line));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %s%s%s%s%n",
              file,
              String.join(", ", page.present()),
              page.absent().isEmpty() ? "" : "; not there: " + String.join(", ", page.absent()),
              page.mismatches().isEmpty()
                  ? ""
                  : "; parts that do not belong together, the page names them",
              run.faults().isEmpty()
                  ? ""
                  : "; %d things could not be shown, the page names them"
                      .formatted(run.faults().size()));
    }
  }
}
