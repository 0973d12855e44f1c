package org.powdermill.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.Provenance;
import org.powdermill.tools.workflow.ParameterSchema;
import org.powdermill.tools.workflow.RunFolder;
import org.powdermill.tools.workflow.RunIdentity;
import org.powdermill.tools.workflow.RunParameters;
import org.powdermill.tools.workflow.WorkflowException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the workflow asks before its first process. */
@Command(
    name = "workflow-parameters",
    hidden = true,
    customSynopsis = "powdermill workflow-parameters JSON | --list",
    description = {
      "Check parameters of the workflow and make the folder of the run.",
      "Prints parameters, run id and folder as JSON."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill workflow-parameters --list",
      "  powdermill workflow-parameters '{\"outdir\": \"build/results\", \"seed\": 7}'"
    })
final class WorkflowParametersCommand implements Callable<Integer> {

  @Parameters(paramLabel = "JSON", arity = "0..1", description = "Parameters as a JSON object.")
  private String parameters;

  @Option(names = "--list", description = "Show all parameters; stop.")
  private boolean list;

  @Option(names = "--check", description = "Check alone: make nothing, print nothing.")
  private boolean check;

  @Option(
      names = "--nextflow",
      paramLabel = "VERSION",
      defaultValue = "unknown",
      description = "For versions.yml.")
  private String nextflow = "unknown";

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ParameterSchema schema = ParameterSchema.ofTheWorkflow();
    if (list) {
      spec.commandLine().getOut().print(schema.listing());
      return Powdermill.DONE;
    }
    RunParameters run;
    try {
      run = RunParameters.of(schema.complete(given()));
    } catch (WorkflowException e) {
      spec.commandLine().getErr().println("powdermill workflow: " + e.getMessage());
      return Powdermill.WRONG_USAGE;
    }
    if (check) {
      return Powdermill.DONE;
    }
    Provenance provenance = common.provenance();
    RunIdentity identity = RunIdentity.of(run, schema);
    RunFolder folder = RunFolder.claim(run, identity);
    provenance
        .setting("run_id", identity.id())
        .setting("identity", identity.settings())
        .setting("parameters", run.values())
        .begin(folder.path());
    AtomicFile.write(folder.path().resolve("versions.yml"), versions());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("run_id", identity.id());
    answer.put("run_dir", folder.path().toString());
    answer.put("token", folder.token());
    answer.put("parameters", run.values());
    spec.commandLine().getOut().println(Json.line(answer));
    return Powdermill.DONE;
  }

  private Map<String, Object> given() {
    if (parameters == null) {
      throw new ParameterException(spec.commandLine(), "want the parameters as JSON, or --list");
    }
    try {
      Map<String, Object> given =
          new ObjectMapper().readValue(parameters, new TypeReference<>() {});
      if (given != null) {
        return given;
      }
    } catch (JsonProcessingException e) {
      throw new ParameterException(
          spec.commandLine(), "no JSON object: " + e.getOriginalMessage(), e);
    }
    throw new ParameterException(spec.commandLine(), "no JSON object");
  }

  private String versions() {
    Build build = Build.current();
    return """
        powdermill: "%s"
        commit: "%s"
        nextflow: "%s"
        java: "%s"
        system: "%s %s"
        """
        .formatted(
            build.version(),
            build.commit().orElse("unknown"),
            nextflow.replaceAll("[^A-Za-z0-9._-]", ""),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }
}
