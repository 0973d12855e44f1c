package org.powdermill.tools.statistics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.powdermill.crystal.Element;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.OccupiedSite;
import org.powdermill.statistics.run.StatisticsResult;
import org.powdermill.statistics.run.StatisticsSummary;
import org.powdermill.symmetry.SpaceGroup;

/**
 * A page in HTML, complete in itself: counts, crystals for each space group as in figure 1 of the
 * paper, excluded groups, split, volumes, atoms, elements.
 */
public final class StatisticsPage {

  private static final int WIDTH = 1080;
  private static final int HALF = 530;
  private static final int HEIGHT = 300;
  private static final double VOLUME_STEP = 100;
  private static final double DENSITY_STEP = 0.05;
  private static final double SHOWN = 0.999;

  private final StatisticsResult result;
  private final StatisticsSummary summary;
  private final List<CrystalEntry> accepted;
  private final List<CrystalEntry> gathered;

  /** The page of a run. */
  public StatisticsPage(StatisticsResult result, StatisticsSummary summary) {
    this.result = result;
    this.summary = summary;
    this.accepted = result.accepted();
    this.gathered = result.split().gathered();
  }

  /**
   * The page's text.
   *
   * @param origin where it comes from, as {@code ProvenanceFold} tells it
   */
  public String html(String origin) {
    return HEAD.formatted(escape(result.file().statistics().source()))
        + counts()
        + split()
        + "<h2>Crystals for each space group</h2>\n"
        + "<p>Pale: all accepted crystals. Dark: those that the statistics were gathered from."
        + " Red line: %d crystals, below which a group is no class.</p>\n"
            .formatted(summary.minimumCrystals())
        + groups()
        + excluded()
        + "<h2>Cells</h2>\n<p>The last bar of a histogram holds all that is larger.</p>\n"
        + "<div class=\"pair\">\n"
        + histogram("volume", "cell volume (Å³)", VOLUME_STEP, CrystalEntry::volume)
        + histogram("density", "density factor", DENSITY_STEP, CrystalEntry::densityFactor)
        + "</div>\n<h2>Atoms and elements</h2>\n<div class=\"pair\">\n"
        + histogram("atoms", "atoms in the asymmetric unit", 1, entry -> entry.sites().size())
        + histogram("kinds", "elements in a crystal", 1, StatisticsPage::elements)
        + "</div>\n"
        + elementFigure()
        + refusals()
        + origin
        + "</body>\n</html>\n";
  }

  private static double elements(CrystalEntry entry) {
    return entry.sites().stream().map(OccupiedSite::element).distinct().count();
  }

  private String counts() {
    return "<table>\n"
        + row("crystals accepted", summary.accepted())
        + row("refused", summary.refused())
        + row("left out (volume, atoms)", summary.leftOut())
        + row("disordered, of the accepted", summary.disordered())
        + row("another group at 0.1 Å (ambiguous)", summary.ambiguous())
        + row("source names another group", summary.labelDiffers())
        + row("statistics side", summary.statistics())
        + row("test side", summary.test())
        + row("classes", summary.classes())
        + textRow("share of the most frequent class", percent(summary.majority()))
        + textRow("median cell volume", "%.0f Å³", summary.medianVolume())
        + textRow(
            "median of atoms in the asymmetric unit", "%.0f", summary.medianAsymmetricUnitAtoms())
        + textRow(
            "bandwidths: density factor, atomic volume",
            "%.5f, %.2f Å³",
            summary.densityBandwidths().get(0),
            summary.densityBandwidths().get(1))
        + textRow("licence", escape(result.file().statistics().licence()))
        + textRow("digest", "<code>" + summary.digest() + "</code>")
        + "</table>\n";
  }

  private String split() {
    return "<h2>Split: %s, seed %d</h2>\n<table>\n"
            .formatted(result.split().method(), result.split().seed())
        + row("structure types", summary.proof().types())
        + row("on the statistics side", summary.proof().statisticsTypes())
        + row("on the test side", summary.proof().testTypes())
        + row("on both sides", summary.proof().typesOnBothSides())
        + row("near-duplicate pairs", summary.proof().nearDuplicatePairs())
        + row("of these between sources", summary.proof().nearDuplicatePairsAcrossSources())
        + row("units (near-duplicates together)", summary.proof().units())
        + row("units on both sides", summary.proof().unitsOnBothSides())
        + textRow(
            "test crystals with a coarse match among the statistics",
            "%d (%s)",
            summary.coarseMatches(),
            percent(summary.coarseMatchShare()))
        + "</table>\n";
  }

  private String groups() {
    Histogram figure = new Histogram("groups", "space group", 0.8);
    summary
        .groups()
        .forEach((number, count) -> figure.bar(number, count.accepted(), count.statistics()));
    figure.limit(summary.minimumCrystals());
    return figure.svg(WIDTH, HEIGHT);
  }

  private String excluded() {
    Map<Integer, Integer> few = result.file().origin().excludedGroups();
    String list =
        few.entrySet().stream()
            .map(
                entry ->
                    "%s&nbsp;(%d):&nbsp;%d"
                        .formatted(
                            SpaceGroup.of(entry.getKey()).hermannMauguin().replace(" ", ""),
                            entry.getKey(),
                            entry.getValue()))
            .collect(Collectors.joining(", "));
    return "<p>%d groups have fewer than %d crystals on the statistics side: %s.</p>\n"
        .formatted(few.size(), summary.minimumCrystals(), few.isEmpty() ? "none" : list);
  }

  /** The last bar holds the few crystals beyond the 99.9 % quantile. */
  private String histogram(
      String id, String label, double step, ToDoubleFunction<CrystalEntry> property) {
    double[] sorted = accepted.stream().mapToDouble(property).sorted().toArray();
    double most = sorted.length == 0 ? 0 : sorted[(int) (SHOWN * (sorted.length - 1))];
    Map<Long, int[]> bins = new TreeMap<>();
    count(bins, 0, accepted, entry -> Math.min(most, property.applyAsDouble(entry)) / step);
    count(bins, 1, gathered, entry -> Math.min(most, property.applyAsDouble(entry)) / step);
    Histogram figure = new Histogram(id, label, 0.9 * step);
    double middle = step == 1 ? 0 : step / 2;
    bins.forEach((bin, count) -> figure.bar(bin * step + middle, count[0], count[1]));
    return figure.svg(HALF, HEIGHT);
  }

  private static void count(
      Map<Long, int[]> bins,
      int side,
      List<CrystalEntry> entries,
      ToDoubleFunction<CrystalEntry> place) {
    for (CrystalEntry entry : entries) {
      long bin = (long) Math.floor(place.applyAsDouble(entry));
      bins.computeIfAbsent(bin, key -> new int[2])[side]++;
    }
  }

  private String elementFigure() {
    Map<String, Integer> all = byElement(accepted);
    Map<String, Integer> statistics = byElement(gathered);
    Histogram figure = new Histogram("elements", "atomic number", 0.8);
    for (Element element : Element.all()) {
      figure.bar(
          element.atomicNumber(),
          all.getOrDefault(element.symbol(), 0),
          statistics.getOrDefault(element.symbol(), 0));
    }
    String most =
        all.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(12)
            .map(entry -> entry.getKey() + "&nbsp;" + entry.getValue())
            .collect(Collectors.joining(", "));
    return figure.svg(WIDTH, HEIGHT)
        + "<p>Crystals that contain an element; most often %s.</p>\n".formatted(most);
  }

  private static Map<String, Integer> byElement(List<CrystalEntry> entries) {
    Map<String, Integer> counts = new TreeMap<>();
    for (CrystalEntry entry : entries) {
      entry.sites().stream()
          .map(OccupiedSite::element)
          .distinct()
          .forEach(element -> counts.merge(element, 1, Integer::sum));
    }
    return counts;
  }

  private String refusals() {
    StringBuilder text = new StringBuilder("<h2>Refused</h2>\n<table>\n");
    summary.refusedByReason().forEach((reason, count) -> text.append(row(escape(reason), count)));
    return text + "</table>\n<p>Each entry with its reason stands in rejects.csv.</p>\n";
  }

  private static String row(String name, int count) {
    return textRow(name, "%,d", count);
  }

  private static String textRow(String name, String format, Object... values) {
    return "<tr><td>%s</td><td>%s</td></tr>\n"
        .formatted(name, values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
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
      <title>Statistics</title>
      <style>
      body { font: 15px/1.45 sans-serif; color: #1a1a1a; max-width: 1080px; margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.6em; margin-bottom: 0.2em; } h2 { font-size: 1.2em; margin-top: 1.6em; }
      table { border-collapse: collapse; } td { padding: 0.1em 1.2em 0.1em 0; vertical-align: top; }
      td + td { font-variant-numeric: tabular-nums; } code { overflow-wrap: anywhere; }
      .pair { display: flex; flex-wrap: wrap; gap: 20px; } svg { max-width: 100%%; height: auto; }
      </style>
      </head>
      <body>
      <h1>Statistics of crystals</h1>
      <p>%s</p>
      """;
}
