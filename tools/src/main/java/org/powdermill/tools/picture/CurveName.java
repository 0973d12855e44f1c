package org.powdermill.tools.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** A name at the right edge of the plot, its top at a height of the intensity axis. */
final class CurveName extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1L;
  private static final double FROM_EDGE = 18;
  private static final double HALO = 8;

  /** Takes the contrast from a peak behind a name. */
  private static final Color VEIL = new Color(255, 255, 255, 215);

  private final transient TypesetText text;
  private final double top;
  private final Color colour;

  CurveName(TypesetText text, double top, Color colour) {
    this.text = text;
    this.top = top;
    this.colour = colour;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis angles,
      ValueAxis intensities,
      int rendererIndex,
      PlotRenderingInfo info) {
    double baseline =
        intensities.valueToJava2D(top, area, plot.getRangeAxisEdge())
            + PictureStyle.NAMES.getSize2D();
    double x = area.getMaxX() - FROM_EDGE - text.width(graphics, PictureStyle.NAMES);
    graphics.setColor(VEIL);
    graphics.fill(
        new Rectangle2D.Double(
            x - HALO,
            baseline - PictureStyle.NAMES.getSize2D() - HALO / 2,
            area.getMaxX() - FROM_EDGE - x + 2 * HALO,
            1.4 * PictureStyle.NAMES.getSize2D() + HALO));
    graphics.setColor(colour);
    text.draw(graphics, PictureStyle.NAMES, x, baseline);
  }
}
