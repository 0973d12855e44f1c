package org.powdermill.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.tools.workflow.WorkflowException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings together what the workflow has measured set by set. */
@Command(
    name = "workflow-metrics",
    hidden = true,
    customSynopsis = "powdermill workflow-metrics FILE... --out F.json",
    description = "Join metrics of test sets, each evaluated alone, in one file.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill workflow-metrics build/a.json build/b.json --out build/all.json",
      "  powdermill workflow-metrics build/a.json --out build/one.json"
    })
final class WorkflowMetricsCommand implements Callable<Integer> {

  private static final long MAX_BYTES = 256L << 20;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "metrics.json of evaluate.")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "F.json",
      description = "All of them.")
  private Path out;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode all = json.createObjectNode();
    for (Path file : files) {
      read(json, file)
          .properties()
          .forEach(
              set -> {
                if (all.putIfAbsent(set.getKey(), set.getValue()) != null) {
                  throw new WorkflowException(
                      "%s: %s stands in another file too".formatted(file, set.getKey()));
                }
              });
    }
    AtomicFile.write(out, temporary -> json.writeValue(temporary.toFile(), all));
    spec.commandLine().getOut().printf("%d test sets; %s%n", all.size(), out);
    return Powdermill.DONE;
  }

  private static ObjectNode read(ObjectMapper json, Path file) {
    try {
      JsonNode node = Files.size(file) > MAX_BYTES ? null : json.readTree(file.toFile());
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    throw new WorkflowException("%s holds no metrics of test sets".formatted(file));
  }
}
