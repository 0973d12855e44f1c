package org.powdermill.tools.statistics;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.powdermill.tools.picture.SvgChart;

/** A small chart of bars as SVG for a page: all crystals, and before them the statistics side. */
final class Histogram {

  static final Color ALL = new Color(0xB9CDE0);
  static final Color STATISTICS = new Color(0x0B4F8A);
  private static final Color LIMIT = new Color(0xB5352C);
  private static final double LEAST_ON_LOG_AXIS = 0.7;

  private final String id;
  private final String label;
  private final double barWidth;
  private final XYSeries all = new XYSeries("all");
  private final XYSeries statistics = new XYSeries("statistics side");
  private double limit;

  /**
   * A chart.
   *
   * @param id unique on the page
   * @param label of the horizontal axis
   */
  Histogram(String id, String label, double barWidth) {
    this.id = id;
    this.label = label;
    this.barWidth = barWidth;
  }

  /** Adds a bar at a place; nothing is drawn for zero. */
  void bar(double place, int ofAll, int ofStatistics) {
    if (ofAll > 0) {
      all.add(place, ofAll);
    }
    if (ofStatistics > 0) {
      statistics.add(place, ofStatistics);
    }
  }

  /** Draws a line at this height. */
  void limit(double height) {
    limit = height;
  }

  /** The drawing, to stand in HTML. */
  String svg(int width, int height) {
    XYSeriesCollection series = new XYSeriesCollection();
    series.addSeries(statistics);
    series.addSeries(all);
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setSeriesPaint(0, STATISTICS);
    renderer.setSeriesPaint(1, ALL);
    renderer.setUseYInterval(false);
    renderer.setBase(LEAST_ON_LOG_AXIS);
    LogAxis counts = new LogAxis("crystals");
    counts.setSmallestValue(LEAST_ON_LOG_AXIS);
    counts.setTickUnit(new NumberTickUnit(1, new DecimalFormat("0"), 9)); // of the exponent
    NumberAxis places = new NumberAxis(label);
    places.setAutoRangeIncludesZero(false);
    if (barWidth > 0.5) {
      places.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    XYPlot plot = new XYPlot(new XYBarDataset(series, barWidth), places, counts, renderer);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.REVERSE);
    counts.setLowerBound(LEAST_ON_LOG_AXIS);
    if (limit > 0) {
      plot.addRangeMarker(new ValueMarker(limit, LIMIT, new BasicStroke(1.2f)));
    }
    return SvgChart.svg(plot, id, width, height);
  }
}
