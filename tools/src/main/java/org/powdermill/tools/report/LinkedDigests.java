package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.powdermill.files.Provenance;

/**
 * Whether the parts of a run belong together: each names the digest of what it was made from, and
 * all that name one thing should name the same.
 *
 * <p>Things are the statistics, the models and the test sets (by their file names), and the seed of
 * the stream.
 */
final class LinkedDigests {

  /** A run has some; who writes more into a file wants to fill the page. */
  private static final int MAX_THINGS = 200;

  private static final String STATISTICS = "statistics";
  private static final String SEED = "seed of the stream";

  /** Thing, then who names it, then the digest. */
  private final Map<String, Map<String, String>> claims = new LinkedHashMap<>();

  /**
   * Gathers what the parts say.
   *
   * @param training where the training run lies, as {@link RunFolder#training} says
   * @param provenances by name of file
   */
  LinkedDigests(
      RunFolder folder, String training, Map<String, JsonNode> provenances, ModelFiles models) {
    String digest = "statistics_digest";
    folder
        .json("statistics/summary.json")
        .ifPresent(json -> claim(STATISTICS, "statistics/summary.json", json.path("digest")));
    folder
        .json("stream/stream.json")
        .ifPresent(
            json -> {
              claim(STATISTICS, "stream/stream.json", json.path(digest));
              claim(SEED, "stream/stream.json", json.path("seed"));
            });
    folder
        .json(training + "settings.json")
        .ifPresent(
            json -> {
              claim(STATISTICS, training + "settings.json", json.path("data").path(digest));
              claim(SEED, training + "settings.json", json.path("data").path("seed"));
            });
    for (ModelFiles.Model model : models.models()) {
      put(STATISTICS, training + model.name(), model.header().statisticsDigest());
      put(model.name(), training + model.name(), model.sha256());
    }
    provenances.forEach(
        (name, json) -> {
          claim(STATISTICS, name, json.path("settings").path(digest));
          files(name, json.path("inputs"));
          files(name, json.path("outputs"));
        });
  }

  /** Files by their own names: models and test sets have names of their own in a run. */
  private void files(String provenance, JsonNode files) {
    for (JsonNode file : files) {
      String path = file.path("path").asText("");
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (name.endsWith(".h5") && !name.startsWith("predictions-")) {
        claim(name, provenance, file.path("sha256"));
      }
    }
  }

  private void claim(String thing, String who, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      put(thing, who, value.asText());
    }
  }

  private void put(String thing, String who, String value) {
    if (claims.containsKey(thing) || claims.size() < MAX_THINGS) {
      claims.computeIfAbsent(thing, key -> new LinkedHashMap<>()).putIfAbsent(who, value);
    }
  }

  /** Things that are not named alike, a line each. */
  List<String> mismatches() {
    List<String> lines = new ArrayList<>();
    claims.forEach(
        (thing, said) -> {
          if (differs(said)) {
            lines.add(
                "%s: %s do not name the same".formatted(thing, String.join(", ", said.keySet())));
          }
        });
    return lines;
  }

  private static boolean differs(Map<String, String> said) {
    return Set.copyOf(said.values()).size() > 1;
  }

  /** The table of them; nothing where no two parts name the same thing. */
  String html() {
    List<List<String>> rows = new ArrayList<>();
    claims.forEach(
        (thing, said) -> {
          if (said.size() > 1) {
            rows.add(List.of(Html.text(thing), parts(said), verdict(said)));
          }
        });
    return rows.isEmpty()
        ? ""
        : "<h3>What was made from what</h3>\n<p>Each part names the digest of what it was made from"
            + " (<code>%s</code>, files of the run). Those that name one thing should name the same.</p>\n"
                .formatted(Provenance.FILE)
            + Html.table(List.of("thing", "named by", "digest"), rows);
  }

  private static String parts(Map<String, String> said) {
    if (!differs(said)) {
      return Html.text(String.join(", ", said.keySet()));
    }
    List<String> lines = new ArrayList<>();
    said.forEach(
        (who, value) ->
            lines.add("%s: <code>%s</code>".formatted(Html.text(who), Html.text(value))));
    return String.join("<br>", lines);
  }

  private static String verdict(Map<String, String> said) {
    Set<String> values = new LinkedHashSet<>(said.values());
    return values.size() == 1
        ? "the same: <code>%s</code>".formatted(Html.text(values.iterator().next()))
        : "<strong class=\"mismatch\">not the same</strong>";
  }
}
