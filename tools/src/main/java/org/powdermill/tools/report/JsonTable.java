package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON as a table of two columns: names with dots, values in a few words. */
final class JsonTable {

  private static final int MAX_ROWS = 150;
  private static final int MAX_DEPTH = 6;

  private final Set<String> leftOut;
  private final List<List<String>> rows = new ArrayList<>();
  private int untold;

  private JsonTable(Set<String> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * The table of an object; empty for an empty one.
   *
   * @param leftOut keys of the object that the table does not show
   */
  static String of(JsonNode object, Set<String> leftOut) {
    JsonTable table = new JsonTable(leftOut);
    table.add("", object, 0);
    if (table.untold > 0) {
      table.rows.add(List.of("...", Html.count(table.untold) + " more"));
    }
    return table.rows.isEmpty() ? "" : Html.table(List.of(), table.rows);
  }

  private void add(String path, JsonNode node, int depth) {
    if (node.isObject() && depth < MAX_DEPTH) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (depth > 0 || !leftOut.contains(field.getKey())) {
          String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
          add(name, field.getValue(), depth + 1);
        }
      }
    } else if (rows.size() >= MAX_ROWS) {
      untold++;
    } else {
      rows.add(List.of(Html.text(path), Html.text(node)));
    }
  }
}
