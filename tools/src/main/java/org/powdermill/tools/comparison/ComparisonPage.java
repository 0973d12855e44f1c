package org.powdermill.tools.comparison;

import java.awt.Color;
import java.util.Locale;
import org.powdermill.comparison.CategoricalComparison;
import org.powdermill.comparison.ComparisonFile;
import org.powdermill.comparison.CrystalComparison;
import org.powdermill.comparison.Distances;
import org.powdermill.comparison.FrequencyTest;
import org.powdermill.comparison.SampleComparison;

/** A page in HTML, complete in itself: histograms side by side, distances beside each. */
public final class ComparisonPage {

  private static final int WIDTH = 1080;
  private static final int HALF = 530;
  private static final int HEIGHT = 260;

  private final ComparisonFile file;
  private final CrystalComparison comparison;

  /** The page of a comparison. */
  public ComparisonPage(ComparisonFile file) {
    this.file = file;
    this.comparison = file.comparison();
  }

  /**
   * The page's text.
   *
   * @param origin where it comes from, as {@code ProvenanceFold} tells it
   */
  public String html(String origin) {
    return HEAD.formatted(
            color(SharesChart.SYNTHETIC),
            color(SharesChart.STATISTICS),
            color(SharesChart.HELD_OUT),
            escape(file.source()))
        + key()
        + distances()
        + "<h2>Cells, atoms and elements</h2>\n<div class=\"pair\">\n"
        + samples("all")
        + "</div>\n<h2>Lattices</h2>\n"
        + "<p>Also crystals of groups that are no class: the density estimate of a lattice type"
        + " sees them too.</p>\n"
        + lattices()
        + "<h2>Space groups, elements, Wyckoff positions</h2>\n"
        + categories()
        + FOOT.formatted(file.statisticsDigest(), file.seed(), origin);
  }

  private String key() {
    return "<p class=\"key\">"
        + swatch("synthetic", "synthetic", comparison.crystals().synthetic())
        + swatch("statistics", "statistics side", comparison.crystals().statistics())
        + swatch("held-out", "held out", comparison.crystals().heldOut())
        + "<span>%d classes</span></p>\n".formatted(comparison.classes());
  }

  private static String swatch(String side, String name, int crystals) {
    return "<span><i class=\"%s\"></i>%s: %s crystals</span>"
        .formatted(side, name, String.format(Locale.ROOT, "%,d", crystals));
  }

  private String distances() {
    StringBuilder rows = new StringBuilder();
    FrequencyTest test = comparison.frequencies();
    rows.append(
        String.format(
            Locale.ROOT,
            "<tr><td>space-group frequencies</td><td colspan=\"4\">χ² = %.1f with %d degrees of"
                + " freedom, probability by chance %.3f</td><td>≥ %s</td><td>%s</td></tr>%n",
            test.chiSquare(),
            test.degreesOfFreedom(),
            test.probability(),
            test.target(),
            mark(true, test.meetsTarget())));
    for (SampleComparison sample : comparison.samples()) {
      rows.append(row(name(sample), sample.kolmogorovSmirnov(), number(sample.chance()), "KS"));
    }
    for (CategoricalComparison category : comparison.categories()) {
      rows.append(row(category.label(), category.totalVariation(), "", "TV"));
    }
    rows.append(row("Wyckoff letters in a group", comparison.wyckoff().totalVariation(), "", "TV"));
    return TABLE.formatted(rows);
  }

  private static String row(String name, Distances distances, String chance, String kind) {
    boolean hasTarget = distances.target().isPresent();
    return String.format(
        Locale.ROOT,
        "<tr><td>%s</td><td>%s %.3f</td><td>%.3f</td><td>%.3f</td><td>%s</td><td>%s</td>"
            + "<td>%s</td></tr>%n",
        name,
        kind,
        distances.toStatistics(),
        distances.toHeldOut(),
        distances.floor(),
        chance,
        hasTarget ? "&lt; " + distances.target().getAsDouble() : "",
        mark(hasTarget, distances.meetsTarget()));
  }

  private static String mark(boolean hasTarget, boolean met) {
    if (!hasTarget) {
      return "";
    }
    return met ? "<b class=\"met\">met</b>" : "<b class=\"missed\">missed</b>";
  }

  private static String name(SampleComparison sample) {
    return sample.latticeType().equals("all")
        ? sample.label()
        : sample.latticeType() + " " + sample.label();
  }

  private String samples(String latticeType) {
    StringBuilder figures = new StringBuilder();
    for (SampleComparison sample : comparison.samples()) {
      if (sample.latticeType().equals(latticeType)) {
        figures.append(figure(sample));
      }
    }
    return figures.toString();
  }

  private static String figure(SampleComparison sample) {
    String id = (sample.latticeType() + "-" + sample.name()).replaceAll("[^a-z-]", "-");
    Distances ks = sample.kolmogorovSmirnov();
    return "<figure>"
        + SharesChart.steps(id, sample, HALF, HEIGHT)
        + String.format(
            Locale.ROOT,
            "<figcaption>KS: <b>%.3f</b>, to held out %.3f, floor %.3f<br>"
                + "medians: synthetic %s, statistics side %s, held out %s</figcaption></figure>%n",
            ks.toStatistics(),
            ks.toHeldOut(),
            ks.floor(),
            number(sample.median().synthetic()),
            number(sample.median().statistics()),
            number(sample.median().heldOut()));
  }

  private String lattices() {
    StringBuilder text = new StringBuilder();
    comparison.samples().stream()
        .map(SampleComparison::latticeType)
        .filter(type -> !type.equals("all"))
        .distinct()
        .forEach(
            type ->
                text.append("<h3>%s</h3>\n<div class=\"pair\">\n".formatted(type))
                    .append(samples(type))
                    .append("</div>\n"));
    return text.toString();
  }

  private String categories() {
    StringBuilder text = new StringBuilder();
    for (CategoricalComparison category : comparison.categories()) {
      Distances distances = category.totalVariation();
      text.append("<figure>")
          .append(
              SharesChart.bars(
                  category.name(),
                  category.label(),
                  category.shares(),
                  category.shares().statistics().size() > 10 ? WIDTH : HALF,
                  HEIGHT))
          .append(
              String.format(
                  Locale.ROOT,
                  "<figcaption>total variation to statistics side <b>%.3f</b>, to held out %.3f,"
                      + " floor %.3f</figcaption></figure>%n",
                  distances.toStatistics(),
                  distances.toHeldOut(),
                  distances.floor()));
    }
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3f", value)
        .replaceFirst("\\.000$", "");
  }

  private static String color(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Synthetic and real crystals</title>
      <style>
      body { font: 15px/1.45 sans-serif; color: #1a1a1a; max-width: 1080px; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.6em; margin-bottom: 0.2em; } h2 { font-size: 1.2em; margin-top: 1.8em; }
      h3 { font-size: 1em; margin: 1.2em 0 0.4em; text-transform: capitalize; }
      table { border-collapse: collapse; width: 100%%; } th { text-align: left; font-weight: 600; }
      th, td { padding: 0.18em 1em 0.18em 0; border-bottom: 1px solid #e6e6e6; font-variant-numeric: tabular-nums; }
      .pair { display: grid; grid-template-columns: repeat(auto-fill, minmax(400px, 1fr)); gap: 8px 20px; }
      figure { margin: 0 0 0.8em; } figcaption { font-size: 0.87em; color: #444; padding-left: 4.2em; }
      svg { max-width: 100%%; height: auto; } code { overflow-wrap: anywhere; }
      .key { position: sticky; top: 0; background: #fff; padding: 0.5em 0; display: flex; flex-wrap: wrap; gap: 0.3em 1.8em; }
      .key i { display: inline-block; width: 1.6em; margin-right: 0.5em; vertical-align: middle; }
      .synthetic { border-top: 3px solid %s; } .statistics { height: 0.9em; background: %s; }
      .held-out { border-top: 2px solid %s; } .met { color: #23713a; } .missed { color: #b5352c; }
      </style>
      </head>
      <body>
      <h1>Synthetic and real crystals</h1>
      <p>%s</p>
      """;

  private static final String TABLE =
      """
      <h2>Distances</h2>
      <table>
      <tr><th>property</th><th>to statistics side</th><th>to held out</th><th>floor</th>\
      <th>by chance</th><th>target</th><th></th></tr>
      %s</table>
      <p>KS: Kolmogorov-Smirnov distance, the largest difference of the cumulative shares. TV: total
      variation distance, half the sum of the differences of the shares. Floor: statistics side to held
      out, as far as real crystals are from real crystals of other structure types. By chance: two samples
      as large as the synthetic and the statistics side's, of one distribution, are farther apart in one
      case of 20. No target: the method draws elements, numbers of sites and positions independently,
      and cannot reproduce what depends on their correlation.</p>
      """;

  private static final String FOOT =
      """
      <p>Digest of the statistics <code>%s</code>; seed of the synthetic crystals %d. Values beyond the
      outermost percent are not drawn.</p>
      %s
      </body>
      </html>
      """;
}
