package org.powdermill.tools.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.powdermill.tools.picture.SvgChart;
import org.powdermill.tools.report.CurveChart.Curve;
import org.powdermill.tools.report.GeneratorRates.Round;

/** How fast generator and trainer were, and how long each waited for the other. */
final class RatesSection {

  /** Ranks that have a line each in a picture. */
  private static final int MAX_LINES = SvgChart.CURVES.size();

  private static final int MAX_ROWS = 64;

  private final GeneratorRates generator;
  private final TrainingHistory history;

  RatesSection(GeneratorRates generator, TrainingHistory history) {
    this.generator = generator;
    this.history = history;
  }

  String html() {
    return "<h2>Rates and waiting</h2>\n" + trainer() + generator();
  }

  private String trainer() {
    String pictures =
        trainer(
                "trainer-rate",
                "diffractograms/s",
                false,
                MetricPoint::perSecond,
                "Diffractograms per second of the trainer")
            + trainer(
                "trainer-waiting",
                "share of time",
                true,
                MetricPoint::waitingShare,
                "Trainer's time without data")
            + trainer(
                "learning-rate",
                "learning rate",
                false,
                MetricPoint::learningRate,
                "Learning rate");
    if (pictures.isEmpty()) {
      return "<p>Nothing is known of the trainer's rates.</p>\n";
    }
    MetricSeries lines = history.training();
    return "<p>Trainer: in the mean %s diffractograms per second, %s of the time without data.</p>\n"
            .formatted(
                Html.number(lines.mean(MetricPoint::perSecond), "%,.1f"),
                Html.percent(lines.mean(MetricPoint::waitingShare)))
        + "<div class=\"pair\">\n"
        + pictures
        + "</div>\n";
  }

  private String trainer(
      String id, String y, boolean percent, ToDoubleFunction<MetricPoint> value, String caption) {
    CurveChart chart =
        new CurveChart(
            id,
            "diffractograms",
            y,
            false,
            percent,
            history.diffractogramsPerEpoch(),
            history.restarts());
    Curve curve = new Curve(SvgChart.CURVES.get(0), false, history.training().against(value));
    return Html.figure(chart.svg(List.of(curve)), caption);
  }

  private String generator() {
    if (generator.isEmpty()) {
      return "<p>Nothing is known of the generator's rates.</p>\n";
    }
    List<GeneratorRates.Rank> ranks = generator.ranks();
    List<Round> rounds = generator.rounds();
    boolean few = ranks.size() <= MAX_LINES;
    return "<p>Generator: %s diffractograms, %s per second in the mean; number of ranks: %s; of producers, one after the other: %s.</p>\n"
            .formatted(
                Html.number(
                    ranks.stream().mapToDouble(GeneratorRates.Rank::diffractograms).sum(), "%,.0f"),
                Html.number(
                    ranks.stream().mapToDouble(GeneratorRates.Rank::perSecond).sum(), "%,.0f"),
                Html.count(ranks.size()),
                Html.count(generator.producers()))
        + (few ? key(ranks) : spreadKey())
        + "<div class=\"pair\">\n"
        + picture(
            "generator-total",
            "diffractograms/s",
            false,
            total(rounds),
            "Diffractograms per second of all ranks together")
        + (ranks.size() == 1
            ? ""
            : picture(
                "generator-ranks",
                "diffractograms/s",
                false,
                few ? each(ranks, generator::perSecond) : spread(rounds),
                few ? "Each rank" : "Slowest, median and fastest rank of each half minute"))
        + picture(
            "generator-waiting",
            "share of time",
            true,
            few
                ? each(ranks, generator::waiting)
                : List.of(curve(SvgChart.CURVES.get(0), rounds, Round::waiting)),
            few ? "Each rank without work" : "Mean share of the ranks' time without work")
        + "</div>\n"
        + table(ranks);
  }

  private String picture(String id, String y, boolean percent, List<Curve> curves, String caption) {
    CurveChart chart =
        new CurveChart(id, generator.unit(), y, false, percent, OptionalDouble.empty(), List.of());
    return Html.figure(chart.svg(curves), caption);
  }

  private static List<Curve> total(List<Round> rounds) {
    return List.of(curve(new Color(0x3A3A3A), rounds, Round::total));
  }

  private static List<Curve> spread(List<Round> rounds) {
    return List.of(
        curve(SvgChart.CURVES.get(1), rounds, Round::slowest),
        curve(SvgChart.CURVES.get(0), rounds, Round::median),
        curve(SvgChart.CURVES.get(2), rounds, Round::fastest));
  }

  private static Curve curve(Color colour, List<Round> rounds, ToDoubleFunction<Round> value) {
    return new Curve(
        colour,
        false,
        new Points(
            rounds.stream()
                .map(round -> new Points.Point(round.time(), value.applyAsDouble(round)))
                .toList()));
  }

  private static List<Curve> each(List<GeneratorRates.Rank> ranks, IntFunction<Points> points) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < ranks.size(); i++) {
      curves.add(new Curve(SvgChart.CURVES.get(i), false, points.apply(ranks.get(i).rank())));
    }
    return curves;
  }

  private static String key(List<GeneratorRates.Rank> ranks) {
    StringBuilder key = new StringBuilder("<p class=\"key\">\n");
    for (int i = 0; i < ranks.size(); i++) {
      key.append(Html.key(SvgChart.CURVES.get(i), false, "rank " + ranks.get(i).rank()));
    }
    return key + "</p>\n";
  }

  private static String spreadKey() {
    return "<p class=\"key\">\n"
        + Html.key(SvgChart.CURVES.get(1), false, "slowest rank")
        + Html.key(SvgChart.CURVES.get(0), false, "median")
        + Html.key(SvgChart.CURVES.get(2), false, "fastest rank")
        + "</p>\n";
  }

  private static String table(List<GeneratorRates.Rank> ranks) {
    List<List<String>> rows =
        ranks.stream()
            .limit(MAX_ROWS)
            .map(
                rank ->
                    List.of(
                        Integer.toString(rank.rank()),
                        Html.number(rank.diffractograms(), "%,.0f"),
                        Html.number(rank.perSecond(), "%,.1f"),
                        Html.percent(rank.waiting())))
            .toList();
    String rest =
        ranks.size() > MAX_ROWS
            ? "<p>And %s ranks more.</p>\n".formatted(Html.count(ranks.size() - MAX_ROWS))
            : "";
    return Html.table(List.of("rank", "diffractograms", "per second", "without work"), rows) + rest;
  }
}
