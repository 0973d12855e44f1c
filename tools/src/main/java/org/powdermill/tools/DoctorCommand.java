package org.powdermill.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.files.Build;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What this machine has and lacks. */
@Command(
    name = "doctor",
    description = {
      "Say what this machine has, in which version, what is missing and how to get it.",
      "Exit status 1 if something is missing that Powdermill needs."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  powdermill doctor", "  powdermill doctor --json"})
final class DoctorCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--mpi", description = "Also what ranks need: names, ports, a trial.")
  private boolean mpi;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(new Examination(System.getenv()).findings());
    if (mpi) {
      findings.addAll(new MpiExamination().findings());
    }
    boolean well = findings.stream().noneMatch(Finding::isMissing);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("well", well);
      all.put("build", Build.current().toString());
      all.put("findings", findings);
      spec.commandLine().getOut().println(Json.line(all));
    } else {
      print(findings);
    }
    return well ? Powdermill.DONE : Powdermill.ERROR;
  }

  private void print(List<Finding> findings) {
    for (Finding finding : findings) {
      spec.commandLine()
          .getOut()
          .printf("%-8s %-14s %s%n", finding.state().text(), finding.what(), finding.detail());
      if (!finding.remedy().isEmpty()) {
        spec.commandLine().getOut().printf("%-23s -> %s%n", "", finding.remedy());
      }
    }
    spec.commandLine().getOut().flush();
  }
}
