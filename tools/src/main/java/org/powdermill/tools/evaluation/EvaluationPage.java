package org.powdermill.tools.evaluation;

import java.awt.Color;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.powdermill.trainer.evaluation.AccuracyGap;
import org.powdermill.trainer.evaluation.Difference;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.evaluation.SetMetrics;
import org.powdermill.trainer.network.SavedModel;

/** A page in HTML, complete in itself: figures of all sets, then each set with its charts. */
public final class EvaluationPage {

  private final Path file;
  private final SavedModel model;
  private final List<EvaluationRun.Result> results;
  private final Optional<AccuracyGap> gap;

  /**
   * The page of an evaluation.
   *
   * @param file of the model
   */
  public EvaluationPage(
      Path file, SavedModel model, List<EvaluationRun.Result> results, Optional<AccuracyGap> gap) {
    this.file = file;
    this.model = model;
    this.results = List.copyOf(results);
    this.gap = gap;
  }

  /**
   * The page's text. Reads the sets for the diffractograms that it shows.
   *
   * @param origin where it comes from, as {@code ProvenanceFold} tells it
   */
  public String html(String origin) {
    StringBuilder sections = new StringBuilder();
    for (int i = 0; i < results.size(); i++) {
      sections.append(new SetSection(results.get(i), i + 1).html());
    }
    return HEAD.formatted(Html.escape(file.getFileName().toString()))
        + intro()
        + overview()
        + topK()
        + gap.map(EvaluationPage::gapTable).orElse("")
        + sections
        + FOOT.formatted(origin);
  }

  private String intro() {
    return "<p>%s with %d classes on sets of diffractograms that it did not learn from. Shares are of the diffractograms whose space group is a class, with 95&nbsp;%% intervals; statistics <code>%s</code>.</p>\n"
        .formatted(
            Html.escape(model.network().name()),
            model.network().classes(),
            Html.escape(
                model
                    .statisticsDigest()
                    .substring(0, Math.min(16, model.statisticsDigest().length()))));
  }

  private String overview() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < results.size(); i++) {
      SetMetrics metrics = results.get(i).metrics();
      rows.append(
          Html.row(
              "<i style=\"background:%s\"></i><a href=\"#set%d\">%s</a>"
                  .formatted(
                      colour(Charts.COLOURS.get(i % Charts.COLOURS.size())),
                      i + 1,
                      Html.escape(results.get(i).set().name())),
              Html.number(metrics.n()),
              Html.number(metrics.nOutside()),
              Html.percent(metrics.majority()),
              Html.percent(metrics.top1(), metrics.top1Low(), metrics.top1High()),
              Html.percent(metrics.top5()),
              Html.percent(metrics.extinctionSymbol()),
              Html.percent(metrics.crystalSystem()),
              String.format(Locale.ROOT, "%.3f", metrics.loss())));
    }
    return "<div class=\"wide\"><table class=\"sets\">\n<tr><th>set</th><th>n</th><th>outside</th>"
        + "<th>majority</th><th>space group</th><th>among five</th><th>extinction</th>"
        + "<th>system</th><th>loss</th></tr>\n"
        + rows
        + "</table></div>\n";
  }

  private static String colour(Color colour) {
    return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
  }

  private String topK() {
    Map<String, List<Double>> sets = new LinkedHashMap<>();
    results.forEach(result -> sets.put(result.set().name(), result.metrics().topK()));
    return Html.figure(
        Charts.topK("top-k", sets),
        "Share of diffractograms whose space group is among the k most probable ones; colours as in"
            + " the table.");
  }

  private static String gapTable(AccuracyGap gap) {
    StringBuilder rows = new StringBuilder();
    for (AccuracyGap.Step step : gap.steps()) {
      Difference difference = step.difference();
      rows.append(
          Html.row(
              step.cause(),
              step.from() + " to " + step.to(),
              Html.percent(difference.from()),
              Html.percent(difference.to()),
              String.format(
                  Locale.ROOT,
                  "<b>%+.2f</b> <small>%+.2f to %+.2f</small>",
                  100 * difference.difference(),
                  100 * difference.low(),
                  100 * difference.high()),
              difference.probability() == null
                  ? "not paired"
                  : String.format(
                      Locale.ROOT,
                      "%s pairs, p %.2g",
                      Html.number(difference.nFrom()),
                      difference.probability())));
    }
    return "<h2>Why real crystals are harder</h2>\n<div class=\"wide\"><table>\n<tr><th>cause</th>"
        + "<th>sets</th><th>from</th><th>to</th><th>points</th><th></th></tr>\n"
        + rows
        + "</table></div>\n<p>Pairs are the same crystal in both sets; p is McNemar's exact test. The"
        + " rest is what elements, occupied positions and their number leave.</p>\n";
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Evaluation</title>
      <style>
      body { font: 15px/1.45 sans-serif; color: #1a1a1a; max-width: 1080px; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.6em; margin-bottom: 0.2em; overflow-wrap: anywhere; }
      h2 { font-size: 1.3em; margin-top: 2em; border-top: 2px solid #1a1a1a; padding-top: 0.5em; overflow-wrap: anywhere; }
      h3 { font-size: 1em; margin: 1.4em 0 0.4em; }
      table { border-collapse: collapse; } th { text-align: left; font-weight: 600; vertical-align: bottom; }
      th, td { padding: 0.2em 1.1em 0.2em 0; border-bottom: 1px solid #e6e6e6; font-variant-numeric: tabular-nums; white-space: nowrap; }
      td:first-child { white-space: normal; min-width: 7.5em; } .wide { margin-bottom: 1.2em; } small { color: #555; font-size: 0.85em; }
      .wide { overflow-x: auto; } .note { background: #fff4e0; padding: 0.5em 0.8em; }
      .pair { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%%, 440px), 1fr)); gap: 10px 24px; align-items: start; }
      figure { margin: 0 0 0.8em; } figcaption { font-size: 0.87em; color: #444; overflow-wrap: anywhere; }
      svg { max-width: 100%%; height: auto; } .confusion { width: 100%%; max-width: 560px; font: 13px sans-serif; fill: #333; }
      .sets i { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.5em; border-radius: 50%%; }
      summary { cursor: pointer; margin: 0.8em 0; } code { overflow-wrap: anywhere; }
      footer { margin-top: 2em; color: #555; font-size: 0.87em; }
      @media print { section { break-before: page; } figure { break-inside: avoid; } body { max-width: none; margin: 0; } }
      </style>
      </head>
      <body>
      <h1>Evaluation of %s</h1>
      """;

  private static final String FOOT =
      """
      <footer>Majority: share of the most frequent space group. Extinction, system: share with the right
      extinction symbol within the Laue class, and the right crystal system. Mirror pairs: the 11 pairs
      of space groups that no powder diffractogram tells apart without anomalous scattering; the ceiling
      is what can be reached without telling them apart.</footer>
      %s
      </body>
      </html>
      """;
}
