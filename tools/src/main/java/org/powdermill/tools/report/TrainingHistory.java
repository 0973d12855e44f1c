package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What {@code metrics.jsonl} of a training run tells; lines of unknown events are passed over. */
final class TrainingHistory {

  /** More sets than a page can show. */
  private static final int MAX_SETS = 200;

  /** More starts and ends than a page can show. */
  private static final int MAX_EVENTS = 10_000;

  /** Numbers of epochs that agree this well are those of one batch size throughout. */
  private static final double TOLERANCE = 0.01;

  /**
   * A set under the weights that it was tested with.
   *
   * @param validation whether it is the synthetic set that chooses the best model
   * @param set its name
   * @param weights {@code raw}, or {@code average}
   */
  record Tested(boolean validation, String set, String weights) {}

  private final MetricSeries steps = new MetricSeries();
  private final MetricSeries epochs = new MetricSeries();
  private final Map<Tested, MetricSeries> tests = new LinkedHashMap<>();
  private final List<JsonNode> events = new ArrayList<>();
  private int unknown;
  private int incomplete;

  private TrainingHistory() {}

  /** Reads the lines of a training run. */
  static TrainingHistory read(RunFolder folder, String metrics) {
    TrainingHistory history = new TrainingHistory();
    JsonLines.read(folder, metrics, history::take);
    if (history.incomplete > 0) {
      folder.fault(
          "%s: lines that lack what their event should tell (step, diffractograms, set): %s"
              .formatted(metrics, Html.count(history.incomplete)));
    }
    return history;
  }

  private void take(JsonNode line) {
    switch (line.path("event").asText()) {
      case "step" -> add(steps, line);
      case "epoch" -> add(epochs, line);
      case "validation" -> addTest(line, true);
      case "test" -> addTest(line, false);
      case "start", "end", "stopped" -> {
        if (events.size() < MAX_EVENTS) {
          events.add(line);
        }
      }
      default -> unknown++;
    }
  }

  private void addTest(JsonNode line, boolean validation) {
    Tested tested =
        new Tested(
            validation,
            line.path("set").asText(validation ? "validation" : ""),
            line.path("weights").asText("raw"));
    if (tested.set().isEmpty() || (!tests.containsKey(tested) && tests.size() >= MAX_SETS)) {
      incomplete++;
      return;
    }
    add(tests.computeIfAbsent(tested, key -> new MetricSeries()), line);
  }

  private void add(MetricSeries series, JsonNode line) {
    MetricPoint.of(line).ifPresentOrElse(series::add, () -> incomplete++);
  }

  MetricSeries steps() {
    return steps;
  }

  MetricSeries epochs() {
    return epochs;
  }

  /** Of each set in the order in which they first appear, the validation set first. */
  Map<Tested, MetricSeries> tests() {
    Map<Tested, MetricSeries> ordered = new LinkedHashMap<>();
    tests.keySet().stream()
        .filter(Tested::validation)
        .forEach(key -> ordered.put(key, tests.get(key)));
    tests.forEach(ordered::putIfAbsent);
    return ordered;
  }

  /** Starts and ends, oldest first. */
  List<JsonNode> events() {
    return events;
  }

  /** Lines of events that this version does not know. */
  int unknown() {
    return unknown;
  }

  /** Lines that a later word replaced, after the run had gone back to a checkpoint. */
  int replaced() {
    return steps.replaced()
        + epochs.replaced()
        + tests.values().stream().mapToInt(MetricSeries::replaced).sum();
  }

  /** Training itself: the lines of steps, else those of epochs. */
  MetricSeries training() {
    return steps.isEmpty() ? epochs : steps;
  }

  /** Diffractograms in an epoch, where it was one number all the time. */
  OptionalDouble diffractogramsPerEpoch() {
    double[] sizes =
        epochs.points().stream()
            .filter(point -> point.epoch() >= 0)
            .mapToDouble(point -> point.diffractograms() / (point.epoch() + 1))
            .toArray();
    if (sizes.length == 0 || !(sizes[0] > 0)) {
      return OptionalDouble.empty();
    }
    for (double size : sizes) {
      if (Math.abs(size - sizes[0]) > TOLERANCE * sizes[0]) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(sizes[sizes.length - 1]);
  }

  /** Diffractograms seen where the run went on after a start that was not its first. */
  List<Double> restarts() {
    List<Double> places = new ArrayList<>();
    for (JsonNode event : events) {
      double place = event.path("diffractograms").asDouble(0);
      if (event.path("event").asText().equals("start") && place > 0 && Double.isFinite(place)) {
        places.add(place);
      }
    }
    return places;
  }
}
