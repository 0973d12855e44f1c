package org.powdermill.hdf5;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares the settings of two runs, which are JSON where a run wrote them. */
final class SettingsText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsText() {}

  /** What differs, by key where both are JSON objects: {@code groups is "uniform", not null}. */
  static List<String> differences(String found, String expected) {
    JsonNode foundObject = parsed(found);
    JsonNode expectedObject = parsed(expected);
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    foundObject.fieldNames().forEachRemaining(names::add);
    expectedObject.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode one = foundObject.path(name);
      JsonNode other = expectedObject.path(name);
      if (!one.equals(other)) {
        differences.add("%s is %s, not %s".formatted(name, shown(one), shown(other)));
      }
    }
    if (differences.isEmpty() && !found.equals(expected)) {
      differences.add("settings is %s, not %s".formatted(found, expected));
    }
    return differences;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "absent" : value.toString();
  }

  private static JsonNode parsed(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject() ? node : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
