package org.powdermill.tools.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** Charts of our pages: the common look, drawn as SVG that stands in HTML. */
public final class SvgChart {

  /** Of curves, told apart by colour-blind readers too. */
  public static final List<Color> CURVES = PictureStyle.CURVES;

  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xDDDDDD);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private SvgChart() {}

  /**
   * Draws a plot.
   *
   * @param id unique on the page
   * @param width pixels
   * @param height pixels
   */
  public static String svg(XYPlot plot, String id, int width, int height) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    for (int axis = 0; axis < plot.getDomainAxisCount(); axis++) {
      style(plot.getDomainAxis(axis));
    }
    style(plot.getRangeAxis());
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    String svg =
        SvgCanvas.svg(
            id,
            width,
            height,
            graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height)));
    // Without a view box a narrow screen would cut the picture instead of scaling it.
    return svg.replaceFirst("<!---->\\s*<defs id=\"genericDefs\"\\s*/>", "") // the same in each
        .replaceFirst("<svg ", "<svg viewBox=\"0 0 %d %d\" ".formatted(width, height));
  }

  private static void style(ValueAxis axis) {
    axis.setLabelFont(FONT);
    axis.setTickLabelFont(FONT);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(INK);
  }
}
