package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When the training run started, stopped and ended. */
final class EventsSection {

  private static final int MAX_ROWS = 60;
  private static final Set<String> COLUMNS = Set.of("event", "step", "epoch", "diffractograms");

  private final TrainingHistory history;

  EventsSection(TrainingHistory history) {
    this.history = history;
  }

  String html() {
    List<JsonNode> events = history.events();
    String title = "<h2>Starts and ends</h2>\n";
    if (events.isEmpty()) {
      return title + "<p>None was written down.</p>\n";
    }
    List<List<String>> rows = new ArrayList<>();
    int first = Math.max(0, events.size() - MAX_ROWS);
    events.subList(first, events.size()).forEach(event -> rows.add(row(event)));
    return title
        + (first > 0
            ? "<p>The last %d of %s.</p>\n".formatted(MAX_ROWS, Html.count(events.size()))
            : "")
        + Html.table(List.of("event", "step", "diffractograms", "more"), rows);
  }

  private static List<String> row(JsonNode event) {
    StringBuilder more = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      if (!COLUMNS.contains(field.getKey())) {
        more.append(more.isEmpty() ? "" : ", ").append(field.getKey()).append(' ');
        more.append(
            field.getValue().isValueNode()
                ? field.getValue().asText()
                : field.getValue().toString());
      }
    }
    return List.of(
        Html.text(event.path("event")),
        count(event.path("step")),
        count(event.path("diffractograms")),
        Html.text(more.toString()));
  }

  private static String count(JsonNode number) {
    return number.isNumber() ? Html.count(number.asLong()) : "";
  }
}
