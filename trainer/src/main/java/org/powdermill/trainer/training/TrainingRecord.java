package org.powdermill.trainer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.powdermill.hdf5.model.ModelFileException;

/**
 * What a model file says of its training, as JSON: the data, the plan, how much was learned and the
 * frequencies of the classes in it; in a checkpoint also the state from which training goes on.
 */
final class TrainingRecord {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final String CHECKPOINT = "checkpoint";

  private TrainingRecord() {}

  /** Of a model. */
  static String ofModel(TrainingPlan plan, DataDescription data, long steps, TrainingState state) {
    return fields(plan, data, steps, state).toString();
  }

  /** Of a checkpoint. */
  static String ofCheckpoint(
      TrainingPlan plan, DataDescription data, long steps, TrainingState state) {
    ObjectNode fields = fields(plan, data, steps, state);
    fields.set(CHECKPOINT, JSON.valueToTree(state));
    return fields.toString();
  }

  private static ObjectNode fields(
      TrainingPlan plan, DataDescription data, long steps, TrainingState state) {
    ObjectNode fields = JSON.createObjectNode();
    fields.put("steps", steps);
    fields.put("epochs", plan.epochAfter(steps));
    fields.put("diffractograms", state.diffractograms());
    fields.set("data", JSON.valueToTree(data.fields()));
    fields.set("plan", JSON.valueToTree(plan.decisive()));
    double all = Math.max(1, state.diffractograms());
    fields.set(
        "class_frequencies",
        JSON.valueToTree(state.classCounts().stream().map(count -> count / all).toList()));
    return fields;
  }

  /**
   * The state in a checkpoint.
   *
   * @throws ModelFileException if there is none, or it makes no sense
   */
  static TrainingState state(Path file, String training, int classes) {
    try {
      TrainingState state =
          JSON.treeToValue(JSON.readTree(training).path(CHECKPOINT), TrainingState.class);
      if (state == null
          || state.position() == null
          || state.sinceStepEvent() == null
          || state.sinceEpoch() == null
          || state.best() == null
          || state.bestAverage() == null
          || state.classCounts() == null
          || state.classCounts().size() != classes) {
        throw new IllegalArgumentException("it is no checkpoint of this version");
      }
      return state;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw ModelFileException.damaged(file, "attribute training", e.getMessage(), e);
    }
  }

  /** A number of the plan in a checkpoint. */
  static int planned(Path file, String training, String name) {
    int value = tree(training).path("plan").path(name).asInt(-1);
    if (value < 1) {
      throw ModelFileException.damaged(file, "attribute training", "has no " + name, null);
    }
    return value;
  }

  /** How the plan in a checkpoint differs from that of a training that is to go on from it. */
  static List<String> differences(String training, TrainingPlan plan) {
    return differences(tree(training).path("plan"), JSON.valueToTree(plan.decisive()));
  }

  /** How the data in a checkpoint differ from those of a training that is to go on from it. */
  static List<String> differences(String training, DataDescription data) {
    return differences(tree(training).path("data"), JSON.valueToTree(data.fields()));
  }

  private static JsonNode tree(String training) {
    try {
      return JSON.readTree(training);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("was read before", e);
    }
  }

  private static List<String> differences(JsonNode found, JsonNode wanted) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      String was = found.path(field.getKey()).toString();
      String now = field.getValue().toString();
      if (!was.equals(now)) {
        differences.add("%s was %s, now it is %s".formatted(field.getKey(), was, now));
      }
    }
    return differences;
  }
}
