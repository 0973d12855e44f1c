package org.powdermill.tools.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.evaluation.MineralMetrics;
import org.powdermill.trainer.evaluation.Proportion;
import org.powdermill.trainer.evaluation.RightOrWrong;
import org.powdermill.trainer.evaluation.SetMetrics;

/** The part of the page about one set. */
final class SetSection {

  /** Beyond this quantile a histogram puts all into its last bar. */
  private static final double SHOWN = 0.99;

  private static final double VOLUME_STEP = 100;

  private final EvaluationRun.Result result;
  private final SetMetrics metrics;
  private final PredictionRows predictions;
  private final RightOrWrong right;
  private final String id;

  SetSection(EvaluationRun.Result result, int number) {
    this.result = result;
    this.metrics = result.metrics();
    this.predictions = result.predictions();
    this.right = new RightOrWrong(predictions);
    this.id = "set" + number;
  }

  String html() {
    return "<section id=\"%s\">\n<h2>%s</h2>\n".formatted(id, Html.escape(result.set().name()))
        + notes()
        + figures()
        + "<div class=\"pair\">\n"
        + confusion()
        + calibration()
        + frequency()
        + systems()
        + "</div>\n"
        + cells()
        + new Mistakes(result, id).html()
        + groups()
        + "</section>\n";
  }

  private String notes() {
    StringBuilder text = new StringBuilder();
    metrics
        .notes()
        .forEach(
            note -> text.append("<p class=\"note\">").append(Html.escape(note)).append("</p>\n"));
    return text.toString();
  }

  private String figures() {
    StringBuilder rows = new StringBuilder();
    rows.append(measure("space group", "top1", metrics.top1()));
    rows.append(measure("among five", "top5", metrics.top5()));
    rows.append(measure("mirror pairs merged", "merged_pairs", metrics.mergedPairs()));
    rows.append(measure("extinction symbol", "extinction_symbol", metrics.extinctionSymbol()));
    rows.append(measure("Laue class", "laue", metrics.laue()));
    rows.append(measure("crystal system", "crystal_system", metrics.crystalSystem()));
    rows.append(Html.row("ceiling for the space group", Html.percent(metrics.ceiling())));
    rows.append(
        Html.row(
            "always " + Html.group(metrics.baselines().spaceGroup()),
            Html.percent(metrics.baselines().mostFrequentClass())));
    if (metrics.baselines().nearestNeighbour() != null) {
      rows.append(
          Html.row(
              "nearest of %d labelled patterns".formatted(metrics.baselines().neighbours()),
              Html.percent(metrics.baselines().nearestNeighbour())));
    }
    if (metrics.coarseMatches() != null) {
      rows.append(
          Html.row(
              "space group, with a coarse match%s"
                  .formatted(count(metrics.coarseMatches().matched())),
              Html.percent(metrics.coarseMatches().matched())));
      rows.append(
          Html.row(
              "space group, without one%s".formatted(count(metrics.coarseMatches().unmatched())),
              Html.percent(metrics.coarseMatches().unmatched())));
    }
    rows.append(
        Html.row("loss (cross-entropy)", String.format(Locale.ROOT, "%.3f", metrics.loss())));
    return "<div class=\"pair\">\n<div class=\"wide\"><table>\n"
        + rows
        + "</table></div>\n"
        + minerals()
        + "</div>\n";
  }

  private static String count(Proportion share) {
    return share == null ? "" : " (n %s)".formatted(Html.number(share.n()));
  }

  private String measure(String name, String key, double share) {
    List<Double> interval = metrics.intervals().get(key);
    return Html.row(name, Html.percent(share, interval.get(0), interval.get(1)));
  }

  private String minerals() {
    MineralMetrics minerals = metrics.minerals();
    if (minerals == null) {
      return "";
    }
    return "<div class=\"wide\"><table>\n"
        + Html.row(
            "<b>%s patterns of %s minerals</b>"
                .formatted(Html.number(minerals.n()), Html.number(minerals.minerals())),
            "intervals over minerals")
        + measured("space group", minerals.top1())
        + measured("among five", minerals.top5())
        + measured("mirror pairs merged", minerals.mergedPairs())
        + measured("extinction symbol", minerals.extinctionSymbol())
        + measured("crystal system", minerals.crystalSystem())
        + Html.row("patterns of no named mineral", Html.percent(minerals.withoutMineral()))
        + "</table></div>\n";
  }

  private static String measured(String name, MineralMetrics.Bootstrapped share) {
    return Html.row(name, Html.percent(share.share(), share.low(), share.high()));
  }

  private String confusion() {
    return Html.figure(
        ConfusionPicture.svg(id + "-confusion", metrics.confusion()),
        "Confusion: a row for each true space group, by crystal system; the darker, the larger the"
            + " share of the row.");
  }

  private String calibration() {
    List<Charts.Point> points =
        metrics.calibration().stream()
            .map(
                bin ->
                    new Charts.Point(
                        bin.probability(),
                        Proportion.of((int) Math.round(bin.accuracy() * bin.n()), bin.n())))
            .toList();
    return Html.figure(
        Charts.calibration(id + "-calibration", points),
        String.format(
            Locale.ROOT,
            "Calibration: expected error %.1f points. On the line the model is as often right as it"
                + " claims.",
            100 * metrics.expectedCalibrationError()));
  }

  private String frequency() {
    List<Charts.Point> points =
        metrics.perSpaceGroup().stream()
            .map(group -> new Charts.Point(group.n(), group.top1()))
            .toList();
    return Html.figure(
        Charts.points(
            id + "-frequency",
            "diffractograms of the space group",
            "share of right answers",
            points),
        "Each point is a space group, with its interval.");
  }

  private String systems() {
    StringBuilder rows = new StringBuilder();
    metrics
        .perCrystalSystem()
        .forEach(
            (system, share) ->
                rows.append(Html.row(system, Html.number(share.n()), Html.percent(share))));
    return "<div class=\"wide\"><table>\n<tr><th>crystal system</th><th>n</th><th>space group right"
        + "</th></tr>\n"
        + rows
        + "</table></div>\n";
  }

  private String cells() {
    if (metrics.byVolume().isEmpty() && metrics.byAtoms().isEmpty()) {
      return "<p>Nothing is known of the cells of this set.</p>\n";
    }
    return "<h3>Cells and atoms</h3>\n<p>Pale: all; red: misclassified. The last bar holds all that"
        + " is larger.</p>\n<div class=\"pair\">\n"
        + histogram("volume", "cell volume (Å³)", VOLUME_STEP, false, predictions::volume)
        + histogram(
            "atoms",
            "atoms in the asymmetric unit",
            1,
            true,
            row ->
                predictions.asymmetricUnitAtoms(row) == 0
                    ? Double.NaN
                    : predictions.asymmetricUnitAtoms(row))
        + errors("volume-error", "cell volume (Å³)", metrics.byVolume(), 0)
        + errors("atoms-error", "atoms in the asymmetric unit", metrics.byAtoms(), 1)
        + "</div>\n";
  }

  private String histogram(
      String name, String label, double step, boolean whole, IntToDoubleFunction property) {
    List<Integer> rows = new ArrayList<>();
    for (int row : right.rows()) {
      if (property.applyAsDouble(row) > 0) {
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    rows.sort(Comparator.comparingDouble(property::applyAsDouble));
    double most = property.applyAsDouble(rows.get((int) (SHOWN * (rows.size() - 1))));
    SortedMap<Double, int[]> bins = new TreeMap<>();
    for (int row : rows) {
      double from = Math.floor(Math.min(most, property.applyAsDouble(row)) / step) * step;
      int[] counts = bins.computeIfAbsent(from, key -> new int[2]);
      counts[0]++;
      counts[1] += right.at(row) ? 0 : 1;
    }
    return Html.figure(
        Charts.histogram(id + "-" + name, label, bins, step, whole), "Diffractograms by " + label);
  }

  private String errors(String name, String label, List<SetMetrics.Bin> bins, int step) {
    if (bins.isEmpty()) {
      return "";
    }
    List<Charts.Point> points =
        bins.stream()
            .map(
                bin -> {
                  int n = bin.top1().n();
                  return new Charts.Point(
                      place(bin, step), Proportion.of(n - bin.top1().correct(), n));
                })
            .toList();
    return Html.figure(
        Charts.points(id + "-" + name, label, "share of errors", points),
        "Errors by " + label + ", with intervals");
  }

  /** The middle of a range on a logarithmic axis; step is 1 where only whole numbers occur. */
  private static double place(SetMetrics.Bin bin, int step) {
    if (bin.from() == 0) {
      return bin.to() / 2;
    }
    return Math.sqrt(bin.from() * (bin.to() == null ? 2 * bin.from() : bin.to() - step));
  }

  private String groups() {
    StringBuilder rows = new StringBuilder();
    for (SetMetrics.GroupAccuracy group : metrics.perSpaceGroup()) {
      rows.append(
          Html.row(
              Html.group(group.spaceGroup()),
              Html.number(group.n()),
              Html.percent(group.top1()),
              Html.percent(group.top5())));
    }
    return "<details><summary>Each of the %d space groups</summary>\n<div class=\"wide\"><table>\n"
            .formatted(metrics.perSpaceGroup().size())
        + "<tr><th>space group</th><th>n</th><th>right</th><th>among five</th></tr>\n"
        + rows
        + "</table></div></details>\n";
  }
}
