package org.powdermill.tools.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;
import org.powdermill.tools.picture.SvgChart;

/**
 * A picture of curves, as SVG that stands in HTML.
 *
 * @param id unique on the page
 * @param x what the lower axis shows
 * @param y what the left axis shows
 * @param logarithmic both axes; what they cannot show is left out
 * @param percent whether y is a share
 * @param epoch diffractograms in an epoch, which gives an upper axis of epochs
 * @param marks where a vertical line stands
 */
record CurveChart(
    String id,
    String x,
    String y,
    boolean logarithmic,
    boolean percent,
    OptionalDouble epoch,
    List<Double> marks) {

  private static final int WIDTH = 500;
  private static final int HEIGHT = 320;

  /** A curve of few points shows each. */
  private static final int MAX_DOTS = 20;

  private static final double DOT = 4;
  private static final float[] DASHES = {5, 4};
  private static final Color MARK = new Color(0x999999);
  private static final int MAX_MARKS = 50;

  /** Of a logarithmic axis beyond the curves. */
  private static final double MARGIN = 1.15;

  /**
   * A curve.
   *
   * @param colour of the line
   * @param dashed whether the line is
   * @param points of the curve, not yet thinned
   */
  record Curve(Color colour, boolean dashed, Points points) {}

  /** The picture; empty where there is nothing to show. */
  String svg(List<Curve> curves) {
    List<Curve> shown =
        curves.stream()
            .map(curve -> new Curve(curve.colour(), curve.dashed(), shown(curve.points())))
            .filter(curve -> !curve.points().points().isEmpty())
            .toList();
    if (shown.isEmpty()) {
      return "";
    }
    XYPlot plot = new XYPlot();
    Range range = range(shown);
    plot.setDomainAxis(axis(x, range));
    plot.setRangeAxis(valueAxis(shown));
    for (int i = 0; i < shown.size(); i++) {
      plot.setDataset(i, dataset(shown.get(i)));
      plot.setRenderer(i, renderer(shown.get(i)));
    }
    if (epoch.isPresent()) {
      double size = epoch.getAsDouble();
      Range epochs = new Range(range.getLowerBound() / size, range.getUpperBound() / size);
      plot.setDomainAxis(1, axis("epochs", epochs));
    }
    marks.stream()
        .filter(range::contains)
        .limit(MAX_MARKS)
        .forEach(
            place -> plot.addDomainMarker(new ValueMarker(place, MARK, new BasicStroke(0.8f))));
    return SvgChart.svg(plot, id, WIDTH, HEIGHT);
  }

  private Points shown(Points points) {
    return points.drawable(logarithmic).thinned(logarithmic);
  }

  private Range range(List<Curve> curves) {
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      List<Points.Point> points = curve.points().points();
      first = Math.min(first, points.get(0).x());
      last = Math.max(last, points.get(points.size() - 1).x());
    }
    if (logarithmic) {
      return new Range(first / MARGIN, last * MARGIN);
    }
    return new Range(0, last > 0 ? last * 1.01 : 1);
  }

  private ValueAxis valueAxis(List<Curve> curves) {
    NumberFormat format =
        percent
            ? new DecimalFormat("0.### %", DecimalFormatSymbols.getInstance(Locale.ROOT))
            : new CompactFormat();
    if (logarithmic) {
      DecadeAxis axis = new DecadeAxis(y, format);
      DoubleSummaryStatistics values =
          curves.stream()
              .flatMap(curve -> curve.points().points().stream())
              .mapToDouble(Points.Point::y)
              .summaryStatistics();
      axis.setRange(values.getMin() / MARGIN, values.getMax() * MARGIN);
      return axis;
    }
    NumberAxis axis = new NumberAxis(y);
    axis.setNumberFormatOverride(format);
    return axis;
  }

  private ValueAxis axis(String label, Range range) {
    if (logarithmic) {
      DecadeAxis axis = new DecadeAxis(label, new CompactFormat());
      axis.setRange(range);
      return axis;
    }
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(new CompactFormat());
    axis.setRange(range);
    return axis;
  }

  private static DefaultXYDataset dataset(Curve curve) {
    List<Points.Point> points = curve.points().points();
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries(
        "",
        new double[][] {
          points.stream().mapToDouble(Points.Point::x).toArray(),
          points.stream().mapToDouble(Points.Point::y).toArray()
        });
    return data;
  }

  private static XYLineAndShapeRenderer renderer(Curve curve) {
    boolean dots = curve.points().points().size() <= MAX_DOTS;
    XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, dots);
    line.setDrawSeriesLineAsPath(true);
    line.setSeriesPaint(0, curve.colour());
    line.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    line.setSeriesStroke(
        0,
        new BasicStroke(
            1.6f,
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND,
            1,
            curve.dashed() ? DASHES : null,
            0));
    return line;
  }
}
