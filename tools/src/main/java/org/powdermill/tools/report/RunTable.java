package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who made what, a line for each run of a command: where, when, as which job, from which seeds. */
final class RunTable {

  private static final int MAX_ROWS = 200;

  private RunTable() {}

  /**
   * The table.
   *
   * @param provenances by name of file; the runs before the last one come from them too
   */
  static String of(Map<String, JsonNode> provenances) {
    List<List<String>> rows = new ArrayList<>();
    provenances.forEach(
        (name, json) -> {
          String part = name.replaceFirst("/?provenance\\.json$", "").replaceFirst("\\.$", "");
          String shown = Html.text(part.isEmpty() ? "this folder" : part);
          for (JsonNode before : json.path("earlier")) {
            add(rows, row(shown, before, before.path("host"), before.path("slurm_job")));
          }
          JsonNode slurm = json.path("slurm");
          add(
              rows,
              row(shown, json, json.path("machine").path("host"), slurm.path("SLURM_JOB_ID")));
        });
    if (rows.isEmpty()) {
      return "";
    }
    return Html.table(
        List.of("part", "command", "version", "machine", "job", "seeds", "from", "to", "status"),
        rows);
  }

  private static void add(List<List<String>> rows, List<String> row) {
    if (rows.size() < MAX_ROWS) {
      rows.add(row);
    }
  }

  private static List<String> row(String part, JsonNode run, JsonNode host, JsonNode job) {
    List<String> seeds = new ArrayList<>();
    run.path("seeds")
        .properties()
        .forEach(seed -> seeds.add("%s %s".formatted(seed.getKey(), seed.getValue().asText())));
    return List.of(
        part,
        Html.text(run.path("command").path(0).asText("?")),
        Html.text(ProvenanceSection.version(run)),
        text(host),
        text(job),
        Html.text(String.join(", ", seeds)),
        text(run.path("started")),
        text(run.path("finished")),
        text(run.path("status")));
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "–" : Html.text(value);
  }
}
