package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the model knows of each test set: {@code evaluation/metrics.json}, or one a set. */
final class EvaluationSection {

  /** Where a model was evaluated. */
  private static final String FOLDER = "evaluation";

  private static final int MAX_ROWS = 200;

  /**
   * A set's figures.
   *
   * @param set its name
   * @param figures as evaluate wrote them
   */
  record Row(String set, JsonNode figures) {

    double share(String key) {
      return EvaluationSection.share(figures.path(key));
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final List<String> pages = new ArrayList<>();
  private final Function<String, String> link;

  /**
   * Reads what was measured.
   *
   * @param link from a name below the folder to its place seen from the page
   */
  EvaluationSection(RunFolder folder, Function<String, String> link) {
    this.link = link;
    take(folder, FOLDER);
    for (String name : folder.names(FOLDER)) {
      if (folder.folder(FOLDER + "/" + name).isPresent()) {
        take(folder, FOLDER + "/" + name);
      }
    }
  }

  private void take(RunFolder folder, String name) {
    Optional<JsonNode> metrics = folder.json(name + "/metrics.json");
    metrics.ifPresent(
        sets ->
            sets.properties().stream()
                .filter(set -> set.getValue().path("top1").isNumber())
                .map(set -> new Row(set.getKey(), set.getValue()))
                .filter(row -> !rows.contains(row)) // of a set in the file on all of them
                .forEach(rows::add));
    if (folder.file(name + "/report.html").isPresent()) {
      pages.add(name + "/report.html");
    }
  }

  List<Row> rows() {
    return rows;
  }

  String html() {
    StringBuilder text = new StringBuilder("<h2>Evaluation</h2>\n");
    if (rows.isEmpty()) {
      text.append("<p>No test set was evaluated.</p>\n");
    } else {
      text.append(
          Html.table(
              List.of(
                  "test set",
                  "top-1",
                  "top-5",
                  "most frequent class",
                  "n",
                  "outside",
                  "classes",
                  "pairs merged",
                  "extinction symbol",
                  "Laue class",
                  "crystal system",
                  "loss"),
              rows.stream().limit(MAX_ROWS).map(EvaluationSection::cells).toList()));
      text.append(
          "<p class=\"note\">In brackets Wilson's 95&nbsp;% interval. Most frequent class: the accuracy of always naming it. Outside:"
              + " patterns of groups that are no class, left out. Pairs merged: enantiomorphic space"
              + " groups counted as one, which diffraction cannot tell apart.</p>\n");
    }
    pages.stream()
        .limit(MAX_ROWS)
        .forEach(
            page ->
                text.append(
                    "<p><a href=\"%s\">More: %s</a></p>\n"
                        .formatted(Html.text(link.apply(page)), Html.text(page))));
    return text.toString();
  }

  private static List<String> cells(Row row) {
    return List.of(
        Html.text(row.set()),
        "<b>" + cell(row, "top1") + "</b>",
        cell(row, "top5"),
        Html.percent(row.share("majority")),
        count(row.figures().path("n")),
        count(row.figures().path("n_outside")),
        count(row.figures().path("classes")),
        cell(row, "merged_pairs"),
        cell(row, "extinction_symbol"),
        cell(row, "laue"),
        cell(row, "crystal_system"),
        Html.number(row.share("loss"), "%.3f"));
  }

  /** A share with its interval, where that is told. */
  private static String cell(Row row, String key) {
    JsonNode interval = row.figures().path("intervals").path(key);
    double low = share(interval.isArray() ? interval.path(0) : row.figures().path(key + "_low"));
    double high = share(interval.isArray() ? interval.path(1) : row.figures().path(key + "_high"));
    return Html.percent(row.share(key))
        + (Double.isFinite(low) && Double.isFinite(high)
            ? " <span class=\"interval\">(%s to %s)</span>"
                .formatted(Html.number(100 * low, "%.1f"), Html.number(100 * high, "%.1f"))
            : "");
  }

  private static String count(JsonNode count) {
    return count.isNumber() ? Html.count(count.asLong()) : "–";
  }

  /** A number, or the top-1 share of an object. */
  private static double share(JsonNode value) {
    JsonNode number = value.isObject() ? value.path("top1") : value;
    return number.isNumber() ? number.doubleValue() : Double.NaN;
  }
}
