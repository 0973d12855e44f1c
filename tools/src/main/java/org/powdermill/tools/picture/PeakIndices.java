package org.powdermill.tools.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.powdermill.diffraction.Diffractogram;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PowderSimulation;

/**
 * The indices of the strongest peaks above their tips, as many as find room: the strongest is
 * placed first, and a label that would touch another or the curve is left out.
 */
final class PeakIndices extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 30;
  private static final double LEAST_HEIGHT = 0.015;
  private static final double GAP = 8;
  private static final double PADDING = 5;

  private final transient PowderSimulation.Result result;

  PeakIndices(PowderSimulation.Result result) {
    this.result = result;
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
    List<Rectangle2D> placed = new ArrayList<>();
    graphics.setColor(PictureStyle.INK);
    for (Peak peak : strongest()) {
      TypesetText text = TypesetText.indices(peak.h(), peak.k(), peak.l());
      double width = text.width(graphics, PictureStyle.INDICES);
      double height = PictureStyle.INDICES.getSize2D();
      double x = angles.valueToJava2D(peak.twoTheta(), area, plot.getDomainAxisEdge());
      double tip =
          intensities.valueToJava2D(heightAt(peak.twoTheta()), area, plot.getRangeAxisEdge());
      Rectangle2D box = new Rectangle2D.Double(x - width / 2, tip - GAP - height, width, height);
      double halfWidth = (width / 2 + PADDING) * angles.getRange().getLength() / area.getWidth();
      double highest =
          intensities.valueToJava2D(
              highest(peak.twoTheta() - halfWidth, peak.twoTheta() + halfWidth),
              area,
              plot.getRangeAxisEdge());
      boolean free =
          area.contains(box)
              && highest >= tip - GAP / 2
              && placed.stream().noneMatch(other -> other.intersects(padded(box)));
      if (free) {
        text.draw(graphics, PictureStyle.INDICES, box.getX(), box.getMaxY());
        placed.add(box);
      }
    }
  }

  private List<Peak> strongest() {
    return result.peaks().stream()
        .filter(peak -> heightAt(peak.twoTheta()) >= LEAST_HEIGHT)
        .sorted(Comparator.comparingDouble((Peak peak) -> -heightAt(peak.twoTheta())))
        .limit(MOST)
        .toList();
  }

  private static Rectangle2D padded(Rectangle2D box) {
    return new Rectangle2D.Double(
        box.getX() - PADDING,
        box.getY() - PADDING,
        box.getWidth() + 2 * PADDING,
        box.getHeight() + 2 * PADDING);
  }

  private double heightAt(double twoTheta) {
    return highest(twoTheta, twoTheta);
  }

  /** The curve's maximum between two angles, the points next to them included. */
  private double highest(double from, double to) {
    Diffractogram curve = result.diffractogram();
    int last = curve.intensity().length - 1;
    double perDegree = last / (curve.grid().max() - curve.grid().min());
    int first = (int) Math.floor((from - curve.grid().min()) * perDegree);
    int end = (int) Math.ceil((to - curve.grid().min()) * perDegree);
    double highest = 0;
    for (int i = Math.max(0, first); i <= Math.min(last, end); i++) {
      highest = Math.max(highest, curve.intensity()[i]);
    }
    return highest;
  }
}
