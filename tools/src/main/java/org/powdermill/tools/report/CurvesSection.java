package org.powdermill.tools.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.powdermill.tools.picture.SvgChart;
import org.powdermill.tools.report.CurveChart.Curve;
import org.powdermill.tools.report.TrainingHistory.Tested;

/** Learning curves, as in figure 5 of the paper: accuracy and loss against what was seen. */
final class CurvesSection {

  /** Sets in a picture, beside training and validation; as many as there are colours. */
  private static final int SETS = SvgChart.CURVES.size() - 2;

  private static final int MAX_GROUPS = 6;
  private static final Color TRAINING = SvgChart.CURVES.get(0);
  private static final Color VALIDATION = SvgChart.CURVES.get(1);

  private final TrainingHistory history;
  private int drawn;

  /** Curves that share their pictures: a colour for each set. */
  private record Group(String title, String id, Map<Tested, Color> sets) {}

  CurvesSection(TrainingHistory history) {
    this.history = history;
  }

  String html() {
    StringBuilder text = new StringBuilder("<h2>Learning curves</h2>\n");
    List<Group> groups = groups();
    groups.stream().limit(MAX_GROUPS).forEach(group -> text.append(pictures(group)));
    if (groups.size() > MAX_GROUPS) {
      text.append("<p>More sets than can be drawn: the rest stands in the table alone.</p>\n");
    }
    return text.append(notes()).append(lastValues()).toString();
  }

  /** Sets under raw weights first, then under averaged ones. */
  private List<Group> groups() {
    Map<String, List<Tested>> byWeights = new LinkedHashMap<>();
    byWeights.put("raw", new ArrayList<>());
    history
        .tests()
        .keySet()
        .forEach(key -> byWeights.computeIfAbsent(key.weights(), w -> new ArrayList<>()).add(key));
    List<Group> groups = new ArrayList<>();
    byWeights.forEach((weights, sets) -> groups.addAll(groups(weights, sets)));
    return groups;
  }

  private List<Group> groups(String weights, List<Tested> all) {
    List<Tested> validation = all.stream().filter(Tested::validation).toList();
    List<Tested> sets = all.stream().filter(set -> !set.validation()).toList();
    List<Group> groups = new ArrayList<>();
    int pictures = Math.max(1, (sets.size() + SETS - 1) / SETS);
    for (int i = 0; i < pictures; i++) {
      Map<Tested, Color> colours = new LinkedHashMap<>();
      validation.forEach(set -> colours.put(set, VALIDATION));
      for (Tested set : sets.subList(i * SETS, Math.min(sets.size(), (i + 1) * SETS))) {
        colours.put(set, SvgChart.CURVES.get(2 + (colours.size() - validation.size())));
      }
      String title = weights.equals("raw") ? "" : "Weights: " + Html.text(weights);
      if (pictures > 1) {
        title +=
            "%sest sets %d to %d"
                .formatted(
                    title.isEmpty() ? "T" : ", t",
                    i * SETS + 1,
                    Math.min(sets.size(), (i + 1) * SETS));
      }
      groups.add(new Group(title, "curves-%d".formatted(drawn++), colours));
    }
    return groups;
  }

  private String pictures(Group group) {
    String key = key(group);
    String pictures =
        picture(group, "accuracy", false)
            + picture(group, "errors", true)
            + loss(group, false)
            + loss(group, true);
    String title = group.title().isEmpty() ? "" : "<h3>%s</h3>\n".formatted(group.title());
    return pictures.isEmpty() ? "" : title + key + "<div class=\"pair\">\n" + pictures + "</div>\n";
  }

  private String key(Group group) {
    StringBuilder key = new StringBuilder("<p class=\"key\">\n");
    if (!history.training().isEmpty()) {
      key.append(Html.key(TRAINING, false, "training"));
    }
    group.sets().forEach((set, colour) -> key.append(Html.key(colour, false, name(set))));
    return key + "</p>\n";
  }

  private static String name(Tested set) {
    String name = Html.text(set.set());
    return set.validation() && !name.equals("validation") ? "validation: " + name : name;
  }

  private String picture(Group group, String name, boolean logarithmic) {
    List<Curve> curves = new ArrayList<>();
    add(curves, group, MetricPoint::top1, false, logarithmic);
    add(curves, group, MetricPoint::top5, true, logarithmic);
    CurveChart chart =
        chart(group.id() + "-" + name, logarithmic ? "errors" : "accuracy", logarithmic, true);
    return Html.figure(
        chart.svg(curves),
        logarithmic
            ? "Share of errors, 1 minus accuracy, log-log; top-1 solid, top-5 dashed"
            : "Accuracy; top-1 solid, top-5 dashed");
  }

  private String loss(Group group, boolean logarithmic) {
    List<Curve> curves = new ArrayList<>();
    add(curves, group, MetricPoint::loss, false, false);
    CurveChart chart =
        chart(group.id() + (logarithmic ? "-loss-log" : "-loss"), "loss", logarithmic, false);
    return Html.figure(
        chart.svg(curves), "Loss (mean cross-entropy, nats)" + (logarithmic ? ", log-log" : ""));
  }

  private CurveChart chart(String id, String y, boolean logarithmic, boolean percent) {
    return new CurveChart(
        id,
        "diffractograms",
        y,
        logarithmic,
        percent,
        history.diffractogramsPerEpoch(),
        history.restarts());
  }

  private void add(
      List<Curve> curves,
      Group group,
      ToDoubleFunction<MetricPoint> value,
      boolean dashed,
      boolean errors) {
    curves.add(curve(history.training(), TRAINING, value, dashed, errors));
    group
        .sets()
        .forEach(
            (set, colour) ->
                curves.add(curve(history.tests().get(set), colour, value, dashed, errors)));
  }

  private static Curve curve(
      MetricSeries series,
      Color colour,
      ToDoubleFunction<MetricPoint> value,
      boolean dashed,
      boolean errors) {
    Points points = series.against(value);
    return new Curve(colour, dashed, errors ? points.map(share -> 1 - share) : points);
  }

  private String notes() {
    return ("<p class=\"note\">A point of training is the mean since the line before. Of a curve with more than %d"
            + " points as many sections of equal width along the axis (equal ratio where it is"
            + " logarithmic) are drawn, each as the mean of its points. %s%s%s</p>\n")
        .formatted(
            Points.MAX_DRAWN,
            history.diffractogramsPerEpoch().isPresent()
                ? "The upper axis counts epochs of %s diffractograms. "
                    .formatted(Html.number(history.diffractogramsPerEpoch().getAsDouble(), "%,.0f"))
                : "There is no axis of epochs: none has ended, or they were of different sizes. ",
            history.restarts().isEmpty()
                ? ""
                : "Vertical lines: the run went on from a checkpoint. ",
            history.replaced() == 0
                ? ""
                : "Lines that were told again after the run had gone back to a checkpoint, where the later word holds: %s."
                    .formatted(Html.count(history.replaced())));
  }

  private String lastValues() {
    List<List<String>> rows = new ArrayList<>();
    history.training().last().ifPresent(point -> rows.add(row("training", "", point)));
    history
        .tests()
        .forEach(
            (set, series) ->
                series
                    .last()
                    .ifPresent(point -> rows.add(row(name(set), Html.text(set.weights()), point))));
    return rows.isEmpty()
        ? "<p>Nothing was measured yet.</p>\n"
        : "<h3>Last values</h3>\n"
            + Html.table(
                List.of("set", "weights", "step", "diffractograms", "top-1", "top-5", "loss"),
                rows);
  }

  private static List<String> row(String name, String weights, MetricPoint point) {
    return List.of(
        name,
        weights,
        Html.count(point.step()),
        Html.number(point.diffractograms(), "%,.0f"),
        Html.percent(point.top1()),
        Html.percent(point.top5()),
        Html.number(point.loss(), "%.4f"));
  }
}
