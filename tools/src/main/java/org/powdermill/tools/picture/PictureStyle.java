package org.powdermill.tools.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** Fonts, colours and axes that the pictures share; lengths in points of a 1600 x 900 picture. */
final class PictureStyle {

  static final int WIDTH = 1600;
  static final int HEIGHT = 900;

  static final int MARGIN_LEFT = 34;
  static final int MARGIN_RIGHT = 40;
  static final int MARGIN_BOTTOM = 20;
  static final int TITLE_BASELINE = 56;
  static final int SUBTITLE_BELOW_TITLE = 42;
  static final int PLOT_BELOW_SUBTITLE = 20;

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 40);
  static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 24);
  static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 28);
  static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 24);
  static final Font INDICES = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
  static final Font NAMES = new Font(Font.SANS_SERIF, Font.PLAIN, 22);

  static final Color INK = new Color(0x1A1A1A);
  static final Color FAINT_INK = new Color(0x555555);
  static final Color CURVE = new Color(0x0B4F8A);
  static final Color PEAK_MARKS = new Color(0xB5352C);

  /** Told apart by colour-blind readers too: M. Okabe, K. Ito (2008), the yellow left out. */
  static final List<Color> CURVES =
      List.of(
          CURVE,
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xA67600),
          new Color(0x3A3A3A),
          new Color(0x56A5D8));

  static final BasicStroke LINE =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke FRAME = new BasicStroke(1.6f);
  static final BasicStroke MARK =
      new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private PictureStyle() {}

  static NumberAxis angleAxis(double min, double max) {
    NumberAxis axis = axis("2\u03B8 (\u00B0)");
    axis.setRange(min, max);
    axis.setTickMarkInsideLength(9);
    axis.setTickMarkOutsideLength(0);
    axis.setTickMarkPaint(INK);
    axis.setTickMarkStroke(FRAME);
    axis.setTickLabelInsets(new RectangleInsets(8, 4, 4, 4));
    return axis;
  }

  static NumberAxis intensityAxis(double min, double max) {
    NumberAxis axis = axis("Intensity (arbitrary units)");
    axis.setRange(min, max);
    axis.setLabelInsets(new RectangleInsets(0, 0, 0, 14));
    axis.setTickLabelsVisible(false);
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** Over powers of ten. */
  static ValueAxis logarithmicAxis(String label) {
    LogAxis axis = new LogAxis(label);
    style(axis);
    axis.setTickUnit(new NumberTickUnit(1)); // decades
    axis.setNumberFormatOverride(new DecimalFormat("#,##0", ENGLISH));
    axis.setLabelInsets(new RectangleInsets(4, 4, 4, 14));
    return axis;
  }

  private static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    style(axis);
    return axis;
  }

  private static void style(ValueAxis axis) {
    axis.setLabelFont(AXIS);
    axis.setLabelPaint(INK);
    axis.setTickLabelFont(TICKS);
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
  }

  static void apply(XYPlot plot, int headerHeight) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlinePaint(INK);
    plot.setOutlineStroke(FRAME);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(headerHeight, MARGIN_LEFT, MARGIN_BOTTOM, MARGIN_RIGHT));
  }

  static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }
}
