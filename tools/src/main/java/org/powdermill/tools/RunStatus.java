package org.powdermill.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training run as the end of its {@code metrics.jsonl} tells it.
 *
 * @param run the folder
 * @param secondsOld age of the file, by its time stamp: for people
 * @param step the last line of a step, null before the first
 * @param epoch the last line of an epoch
 * @param tests the last line of each test set, by its name
 */
record RunStatus(
    String run, Long secondsOld, JsonNode step, JsonNode epoch, Map<String, JsonNode> tests) {

  private static final String METRICS = "metrics.jsonl";

  /** Whether a folder is that of a training run. */
  static boolean isRun(Path folder) {
    return Files.exists(folder.resolve(METRICS));
  }

  static RunStatus read(Path folder) {
    Path file = folder.resolve(METRICS);
    JsonNode step = null;
    JsonNode epoch = null;
    Map<String, JsonNode> tests = new LinkedHashMap<>();
    for (JsonNode line : JsonLinesTail.read(file)) {
      switch (line.path("event").asText()) {
        case "step" -> step = line;
        case "epoch" -> epoch = line;
        case "test", "validation" -> tests.put(line.path("set").asText(), line);
        default -> {
          // of a later version
        }
      }
    }
    return new RunStatus(folder.toString(), StreamInspection.age(file), step, epoch, tests);
  }

  /** A line for each thing, each with a line feed. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("run    %s: last written %s s ago".formatted(run, secondsOld));
    if (step == null && epoch == null) {
      lines.add("       nothing measured yet");
    }
    if (step != null) {
      lines.add("step   " + values(step));
    }
    if (epoch != null) {
      lines.add("epoch  " + values(epoch));
    }
    tests.forEach((set, line) -> lines.add("test   " + values(line)));
    return String.join("\n", lines) + "\n";
  }

  private static String values(JsonNode line) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      if (field.getValue().isValueNode() && !field.getKey().equals("event")) {
        parts.add(field.getKey() + " " + field.getValue().asText());
      }
    }
    return String.join(", ", parts).replaceAll("\\p{Cntrl}", "?");
  }
}
