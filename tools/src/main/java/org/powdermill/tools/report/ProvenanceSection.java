package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.powdermill.files.Provenance;

/** What was run: the provenance of every part, the stream's description, the run's settings. */
final class ProvenanceSection {

  private static final int MAX_FILES = 60;
  private static final int MAX_FILES_OF_A_KIND = 50;

  /** Shown in words of their own. */
  private static final Set<String> TOLD =
      Set.of(
          "format_version",
          "program",
          "version",
          "commit",
          "command",
          "started",
          "finished",
          "inputs",
          "outputs",
          "earlier");

  private final Map<String, JsonNode> provenances = new LinkedHashMap<>();
  private final Map<String, JsonNode> settings = new LinkedHashMap<>();
  private final ModelFiles models;
  private final LinkedDigests digests;

  /** Reads them. */
  ProvenanceSection(RunFolder folder, String training, ModelFiles models) {
    this.models = models;
    List<String> names = new ArrayList<>();
    names.add(Provenance.FILE);
    for (String part : List.of("statistics", "stream", "training", "evaluation", "comparison")) {
      names.add(part + "/" + Provenance.FILE);
    }
    folder.names("testsets").stream()
        .filter(name -> name.endsWith(Provenance.FILE))
        .forEach(name -> names.add("testsets/" + name));
    folder.names("evaluation").stream()
        .filter(name -> folder.folder("evaluation/" + name).isPresent())
        .forEach(name -> names.add("evaluation/%s/%s".formatted(name, Provenance.FILE)));
    names.stream()
        .limit(MAX_FILES)
        .forEach(name -> folder.json(name).ifPresent(json -> provenances.put(name, json)));
    if (names.size() > MAX_FILES) {
      folder.fault("only %d of the files of provenance are shown".formatted(MAX_FILES));
    }
    for (String name :
        List.of("stream/stream.json", folder.training().orElse("") + "settings.json")) {
      folder.json(name).ifPresent(json -> settings.put(name, json));
    }
    this.digests = new LinkedDigests(folder, training, provenances, models);
  }

  /** What in the run does not belong together, a line each. */
  List<String> mismatches() {
    return digests.mismatches();
  }

  /** The version of the program that wrote the first of them, where there is one. */
  Optional<String> version() {
    return provenances.values().stream().map(ProvenanceSection::version).findFirst();
  }

  String html() {
    StringBuilder text = new StringBuilder("<h2>What was run</h2>\n");
    if (provenances.isEmpty()) {
      text.append("<p>No file of provenance is here.</p>\n");
    }
    text.append(RunTable.of(provenances)).append(digests.html()).append(models.html());
    settings.forEach(
        (name, json) ->
            text.append("<h3>%s</h3>\n".formatted(Html.text(name)))
                .append(JsonTable.of(json, Set.of("format", "version"))));
    provenances.forEach((name, json) -> text.append(section(name, json)));
    return text.toString();
  }

  private static String section(String name, JsonNode json) {
    StringBuilder command = new StringBuilder("powdermill");
    json.path("command").forEach(word -> command.append(' ').append(word.asText()));
    return "<h3>%s</h3>\n".formatted(Html.text(name))
        + "<p><code>%s</code><br>%s; from %s to %s</p>\n"
            .formatted(
                Html.text(command.toString()),
                Html.text(version(json)),
                Html.text(json.path("started").asText("?")),
                json.path("finished").isNull()
                    ? "it runs, or was ended in the middle"
                    : Html.text(json.path("finished").asText("?")))
        + JsonTable.of(json, TOLD)
        + files("input", json.path("inputs"))
        + files("output", json.path("outputs"));
  }

  private static String files(String kind, JsonNode files) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode file : files) {
      if (rows.size() < MAX_FILES_OF_A_KIND) {
        rows.add(
            List.of(
                Html.text(file.path("path")),
                "<code>" + Html.text(file.path("sha256")) + "</code>"));
      }
    }
    return rows.isEmpty() ? "" : Html.table(List.of(kind, "SHA-256"), rows);
  }

  static String version(JsonNode json) {
    String commit = json.path("commit").asText("");
    return "%s %s%s"
        .formatted(
            json.path("program").asText("powdermill"),
            json.path("version").asText("?"),
            commit.isEmpty() || commit.equals("null") ? "" : " (%s)".formatted(commit));
  }
}
