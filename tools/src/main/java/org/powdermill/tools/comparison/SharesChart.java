package org.powdermill.tools.comparison;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Function;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.powdermill.comparison.SampleComparison;
import org.powdermill.comparison.SharesHistogram;
import org.powdermill.comparison.Triple;
import org.powdermill.tools.picture.SvgChart;

/** Shares of the three sides: the statistics side as an area or bars, the others before it. */
final class SharesChart {

  static final Color SYNTHETIC = new Color(0x0B4F8A);
  static final Color STATISTICS = new Color(0xC3D3E2);
  static final Color HELD_OUT = new Color(0xD07C1F);

  private static final float BOLD = 1.8f;
  private static final float FINE = 1.2f;
  private static final double BAR_WIDTH = 0.8;
  private static final double DOT = 5;

  private SharesChart() {}

  /**
   * Of a histogram.
   *
   * @param id unique on the page
   */
  static String steps(String id, SampleComparison sample, int width, int height) {
    SharesHistogram histogram = sample.histogram();
    XYPlot plot = plot(sample.label(), sample.counts());
    add(plot, 0, steps(histogram, Triple::synthetic), line(SYNTHETIC, BOLD));
    add(plot, 1, steps(histogram, Triple::heldOut), line(HELD_OUT, FINE));
    XYStepAreaRenderer area = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
    area.setSeriesPaint(0, STATISTICS);
    add(plot, 2, steps(histogram, Triple::statistics), area);
    return SvgChart.svg(plot, id, width, height);
  }

  /** Of categories with numbers. */
  static String bars(
      String id, String label, Triple<SortedMap<Integer, Double>> shares, int width, int height) {
    XYPlot plot = plot(label, true);
    add(plot, 0, points(shares.synthetic()), dots(SYNTHETIC, true));
    add(plot, 1, points(shares.heldOut()), dots(HELD_OUT, false));
    XYBarRenderer bars = new XYBarRenderer();
    bars.setBarPainter(new StandardXYBarPainter());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    bars.setSeriesPaint(0, STATISTICS);
    add(plot, 2, new XYBarDataset(points(shares.statistics()), BAR_WIDTH), bars);
    return SvgChart.svg(plot, id, width, height);
  }

  private static XYPlot plot(String label, boolean integers) {
    NumberAxis places = new NumberAxis(label);
    places.setAutoRangeIncludesZero(false);
    places.setLowerMargin(0.01);
    places.setUpperMargin(0.01);
    if (integers) {
      places.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    NumberAxis shares = new NumberAxis("share");
    shares.setNumberFormatOverride(
        new DecimalFormat("0.### %", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(places);
    plot.setRangeAxis(shares);
    return plot;
  }

  /** The first is drawn last. */
  private static void add(XYPlot plot, int index, XYDataset data, XYItemRenderer renderer) {
    plot.setDataset(index, data);
    plot.setRenderer(index, renderer);
  }

  private static XYStepRenderer line(Color color, float width) {
    XYStepRenderer line = new XYStepRenderer();
    line.setSeriesPaint(0, color);
    line.setSeriesStroke(0, new BasicStroke(width));
    return line;
  }

  private static XYLineAndShapeRenderer dots(Color color, boolean filled) {
    XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
    Shape dot = new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT);
    dots.setSeriesShape(0, dot);
    dots.setSeriesShapesFilled(0, filled);
    dots.setSeriesPaint(0, color);
    return dots;
  }

  private static XYDataset steps(
      SharesHistogram histogram, Function<Triple<List<Double>>, List<Double>> side) {
    List<Double> shares = side.apply(histogram.shares());
    XYSeries series = new XYSeries("side", false);
    series.add(histogram.from(), 0);
    for (int bin = 0; bin < shares.size(); bin++) {
      series.add(histogram.from() + bin * histogram.binWidth(), shares.get(bin));
    }
    double end = histogram.from() + shares.size() * histogram.binWidth();
    series.add(end, shares.get(shares.size() - 1));
    series.add(end, Double.valueOf(0));
    return new XYSeriesCollection(series);
  }

  private static XYSeriesCollection points(SortedMap<Integer, Double> shares) {
    XYSeries series = new XYSeries("side");
    shares.forEach(series::add);
    return new XYSeriesCollection(series);
  }
}
