package org.powdermill.tools.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.powdermill.diffraction.Peak;

/** A row of ticks, one at each peak. */
final class PeakMarks extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1L;

  private final transient List<Peak> peaks;
  private final double bottom;
  private final double top;
  private final Color colour;

  /** Between two heights in units of the intensity axis. */
  PeakMarks(List<Peak> peaks, double bottom, double top, Color colour) {
    this.peaks = peaks;
    this.bottom = bottom;
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
    double from = intensities.valueToJava2D(bottom, area, plot.getRangeAxisEdge());
    double to = intensities.valueToJava2D(top, area, plot.getRangeAxisEdge());
    graphics.setColor(colour);
    graphics.setStroke(PictureStyle.MARK);
    for (Peak peak : peaks) {
      double x = angles.valueToJava2D(peak.twoTheta(), area, plot.getDomainAxisEdge());
      graphics.draw(new Line2D.Double(x, from, x, to));
    }
  }
}
