package org.powdermill.tools.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Measurements of one kind by ascending step. A run that went on from a checkpoint repeats steps:
 * the later word holds, as TensorBoard has it too.
 */
final class MetricSeries {

  private final List<MetricPoint> points = new ArrayList<>();
  private int replaced;

  void add(MetricPoint point) {
    while (!points.isEmpty() && points.get(points.size() - 1).step() >= point.step()) {
      points.remove(points.size() - 1);
      replaced++;
    }
    points.add(point);
  }

  List<MetricPoint> points() {
    return Collections.unmodifiableList(points);
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** How many points a later word replaced. */
  int replaced() {
    return replaced;
  }

  Optional<MetricPoint> last() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
  }

  /** A value against the diffractograms seen. */
  Points against(ToDoubleFunction<MetricPoint> value) {
    return new Points(
        points.stream()
            .map(point -> new Points.Point(point.diffractograms(), value.applyAsDouble(point)))
            .toList());
  }

  /** Mean of a value over the points that have it, or NaN. */
  double mean(ToDoubleFunction<MetricPoint> value) {
    return points.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
  }
}
