package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.powdermill.files.Provenance;

/**
 * Where a page comes from, folded away at its end: version, command, seeds, settings, inputs with
 * their digests. Machine and times stand in {@code provenance.json} beside it, so that the same
 * command makes the same page.
 */
public final class ProvenanceFold {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> LEFT_OUT =
      Set.of(
          "format_version",
          "program",
          "command",
          "started",
          "finished",
          "status",
          "inputs",
          "outputs",
          "unlisted_outputs",
          "machine",
          "slurm",
          "earlier");

  private ProvenanceFold() {}

  /** The piece of a page. */
  public static String html(Provenance provenance) {
    ObjectNode record = JSON.valueToTree(provenance.content());
    List<List<String>> inputs = new ArrayList<>();
    for (JsonNode input : record.path("inputs")) {
      inputs.add(
          List.of(
              Html.text(input.path("path")),
              "<code>" + Html.text(input.path("sha256")) + "</code>"));
    }
    StringBuilder command = new StringBuilder("powdermill");
    record.path("command").forEach(word -> command.append(' ').append(word.asText()));
    return "<details><summary>Where this comes from</summary>\n<p><code>%s</code></p>\n"
            .formatted(Html.text(command.toString()))
        + JsonTable.of(record, LEFT_OUT)
        + (inputs.isEmpty() ? "" : Html.table(List.of("input", "SHA-256"), inputs))
        + "<p>Machine and times: <code>%s</code> beside this page.</p></details>\n"
            .formatted(Provenance.FILE);
  }
}
