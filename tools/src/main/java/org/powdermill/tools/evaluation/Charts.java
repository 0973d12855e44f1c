package org.powdermill.tools.evaluation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.powdermill.tools.picture.SvgChart;
import org.powdermill.trainer.evaluation.Proportion;

/** The charts of the page. */
final class Charts {

  static final int WIDTH = 520;
  static final int HEIGHT = 300;

  static final List<Color> COLOURS = SvgChart.CURVES;

  static final Color ALL = new Color(0xB9CDE0);
  static final Color WRONG = new Color(0xB5352C);
  private static final Color INK = COLOURS.get(0);
  private static final Color FAINT = new Color(0x999999);
  private static final double DOT = 6;
  private static final RectangleInsets ROOM_FOR_THE_LAST_NUMBER = new RectangleInsets(4, 4, 4, 22);

  private Charts() {}

  /** Shares for k = 1, 2, ... of some sets. */
  static String topK(String id, Map<String, List<Double>> sets) {
    NumberAxis k = new NumberAxis("k");
    k.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    XYPlot plot = plot(k, shares("share among the first k"));
    int index = 0;
    for (List<Double> values : sets.values()) {
      XYSeries series = new XYSeries("set");
      for (int i = 0; i < values.size(); i++) {
        series.add(i + 1.0, values.get(i));
      }
      plot.setDataset(index, new XYSeriesCollection(series));
      plot.setRenderer(index, line(COLOURS.get(index % COLOURS.size()), true));
      index++;
    }
    return SvgChart.svg(plot, id, WIDTH, HEIGHT);
  }

  /** A share with its interval over a number. */
  record Point(double place, Proportion share) {}

  /** Shares over a number, on a logarithmic axis. */
  static String points(String id, String label, String shareLabel, List<Point> points) {
    XYIntervalSeries series = new XYIntervalSeries("shares");
    for (Point point : points) {
      Proportion share = point.share();
      series.add(
          point.place(), point.place(), point.place(), share.share(), share.low(), share.high());
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(series);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setErrorPaint(ALL);
    renderer.setErrorStroke(new BasicStroke(1.6f));
    renderer.setSeriesPaint(0, INK);
    renderer.setSeriesShape(0, dot());
    LogAxis places = new LogAxis(label);
    places.setTickUnit(new NumberTickUnit(1, number("#,##0"), 9)); // of the exponent
    places.setNumberFormatOverride(number("#,##0"));
    double least = points.stream().mapToDouble(Point::place).min().orElse(1);
    double most = points.stream().mapToDouble(Point::place).max().orElse(1);
    places.setRange(
        0.9 * Math.pow(10, Math.floor(Math.log10(least))),
        1.1 * Math.pow(10, Math.ceil(Math.log10(most * 1.01))));
    XYPlot plot = plot(places, shares(shareLabel));
    plot.setDataset(0, data);
    plot.setRenderer(0, renderer);
    return SvgChart.svg(plot, id, WIDTH, HEIGHT);
  }

  /**
   * Counts of all and, before them, of the wrong ones.
   *
   * @param bins [all, wrong] by the lower end of a bin
   * @param width of a bin
   */
  static String histogram(
      String id, String label, SortedMap<Double, int[]> bins, double width, boolean whole) {
    XYSeries all = new XYSeries("all");
    XYSeries wrong = new XYSeries("wrong");
    bins.forEach(
        (from, counts) -> {
          double middle = whole ? from : from + width / 2;
          all.add(middle, counts[0]);
          wrong.add(middle, counts[1]);
        });
    XYSeriesCollection series = new XYSeriesCollection(wrong);
    series.addSeries(all);
    XYBarRenderer bars = new XYBarRenderer();
    bars.setBarPainter(new StandardXYBarPainter());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    bars.setSeriesPaint(0, WRONG);
    bars.setSeriesPaint(1, ALL);
    NumberAxis places = new NumberAxis(label);
    places.setAutoRangeIncludesZero(!whole);
    if (whole) {
      places.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    NumberAxis counts = new NumberAxis("diffractograms");
    counts.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    XYPlot plot = plot(places, counts);
    plot.setDataset(0, new XYBarDataset(series, 0.9 * width));
    plot.setRenderer(0, bars);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.REVERSE);
    return SvgChart.svg(plot, id, WIDTH, HEIGHT);
  }

  /** Share of right answers over the probability that was claimed. */
  static String calibration(String id, List<Point> points) {
    NumberAxis probability = shares("probability claimed");
    XYPlot plot = plot(probability, shares("share of right answers"));
    XYSeries ideal = new XYSeries("ideal");
    ideal.add(0, 0);
    ideal.add(1, 1);
    XYIntervalSeries found = new XYIntervalSeries("found");
    for (Point point : points) {
      Proportion share = point.share();
      found.add(
          point.place(), point.place(), point.place(), share.share(), share.low(), share.high());
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(found);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setErrorPaint(ALL);
    renderer.setErrorStroke(new BasicStroke(1.6f));
    renderer.setDefaultLinesVisible(true);
    renderer.setSeriesPaint(0, INK);
    renderer.setSeriesShape(0, dot());
    plot.setDataset(0, data);
    plot.setRenderer(0, renderer);
    plot.setDataset(1, new XYSeriesCollection(ideal));
    plot.setRenderer(1, line(FAINT, false));
    return SvgChart.svg(plot, id, WIDTH, HEIGHT);
  }

  /** A diffractogram of some points. */
  static String diffractogram(String id, XYDataset curve, double min, double max) {
    NumberAxis angle = new NumberAxis("2θ (°)");
    angle.setRange(min, max);
    NumberAxis intensity = new NumberAxis();
    intensity.setRange(0, 1.05);
    intensity.setTickLabelsVisible(false);
    intensity.setTickMarksVisible(false);
    XYPlot plot = plot(angle, intensity);
    plot.setRangeGridlinesVisible(false);
    plot.setDataset(0, curve);
    XYLineAndShapeRenderer line = line(INK, false);
    line.setDrawSeriesLineAsPath(true);
    line.setSeriesStroke(0, new BasicStroke(1));
    plot.setRenderer(0, line);
    return SvgChart.svg(plot, id, WIDTH, 170);
  }

  private static XYPlot plot(ValueAxis places, ValueAxis values) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(places);
    plot.setRangeAxis(values);
    plot.setInsets(ROOM_FOR_THE_LAST_NUMBER);
    return plot;
  }

  private static NumberAxis shares(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(number("0 %"));
    axis.setRange(0, 1.03);
    axis.setTickUnit(new NumberTickUnit(0.2));
    return axis;
  }

  private static DecimalFormat number(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  private static XYLineAndShapeRenderer line(Color colour, boolean dots) {
    XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, dots);
    line.setSeriesPaint(0, colour);
    line.setSeriesShape(0, dot());
    line.setSeriesStroke(0, new BasicStroke(1.8f));
    return line;
  }

  private static Shape dot() {
    return new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT);
  }
}
