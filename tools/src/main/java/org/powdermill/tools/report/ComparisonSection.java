package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Distances between synthetic and real crystals: {@code comparison/comparison.json}. */
final class ComparisonSection {

  private static final int MAX_ROWS = 200;

  private final Optional<JsonNode> comparison;
  private final boolean hasPage;
  private final Function<String, String> link;

  /**
   * Reads what was compared.
   *
   * @param link from a name below the folder to its place seen from the page
   */
  ComparisonSection(RunFolder folder, Function<String, String> link) {
    this.comparison = folder.json("comparison/comparison.json");
    this.hasPage = folder.file("comparison/comparison.html").isPresent();
    this.link = link;
  }

  String html() {
    String title = "<h2>Synthetic and real crystals</h2>\n";
    if (comparison.isEmpty()) {
      return title + "<p>They were not compared here.</p>\n";
    }
    JsonNode found = comparison.get().path("comparison");
    JsonNode test = found.path("frequencies");
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode sample : found.path("samples")) {
      String type = sample.path("lattice_type").asText("all");
      String label = (type.equals("all") ? "" : type + " ") + sample.path("label").asText();
      rows.add(row(label, "KS", sample.path("kolmogorov_smirnov")));
    }
    for (JsonNode category : found.path("categories")) {
      rows.add(row(category.path("label").asText(), "TV", category.path("total_variation")));
    }
    String page =
        hasPage
            ? "<p><a href=\"%s\">Histograms: comparison/comparison.html</a></p>\n"
                .formatted(Html.text(link.apply("comparison/comparison.html")))
            : "";
    return title
        + "<p>%s of %s targets met. Frequencies of the space groups: probability by chance %s (wanted: at least %s).</p>\n"
            .formatted(
                Html.text(found.path("targets_met")),
                Html.text(found.path("targets")),
                Html.number(test.path("probability").asDouble(Double.NaN), "%.3f"),
                Html.text(test.path("target")))
        + Html.table(
            List.of("property", "", "to statistics side", "to held out", "floor", "target"),
            rows.subList(0, Math.min(MAX_ROWS, rows.size())))
        + "<p class=\"note\">KS: Kolmogorov-Smirnov distance; TV: total variation distance; between synthetic"
        + " crystals and real ones. Floor: between the two sides of the real ones.</p>\n"
        + page;
  }

  private static List<String> row(String label, String kind, JsonNode distances) {
    JsonNode target = distances.path("target");
    String met = "";
    if (target.isNumber()) {
      met =
          "&lt; %s: %s"
              .formatted(
                  Html.text(target),
                  distances.path("to_statistics").asDouble() < target.asDouble()
                      ? "met"
                      : "<b>missed</b>");
    }
    return List.of(
        Html.text(label),
        kind,
        distance(distances, "to_statistics"),
        distance(distances, "to_held_out"),
        distance(distances, "floor"),
        met);
  }

  private static String distance(JsonNode distances, String key) {
    return Html.number(distances.path(key).asDouble(Double.NaN), "%.3f");
  }
}
