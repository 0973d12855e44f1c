package org.powdermill.tools.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.DefaultXYDataset;

/** Throughput against the number of ranks, both axes logarithmic. */
public final class ScalingPicture extends Picture {

  /** Diffractograms a second with a number of ranks. */
  public record Point(int ranks, double perSecond) {}

  /** A line of the picture, its name for the legend, its points by ascending ranks. */
  public record Curve(String name, List<Point> points) {}

  private final List<Curve> curves;

  /** Of some curves, at most as many as there are colours. */
  public ScalingPicture(List<Curve> curves) {
    super(TypesetText.none(), TypesetText.none());
    this.curves = List.copyOf(curves);
  }

  @Override
  XYPlot plot() {
    XYPlot plot =
        new XYPlot(
            null,
            PictureStyle.logarithmicAxis("Ranks"),
            PictureStyle.logarithmicAxis("Diffractograms per second"),
            null);
    for (int i = 0; i < curves.size(); i++) {
      Color colour = PictureStyle.CURVES.get(i % PictureStyle.CURVES.size());
      DefaultXYDataset line = new DefaultXYDataset();
      line.addSeries("", points(curves.get(i)));
      plot.setDataset(i, line);
      plot.setRenderer(i, DiffractogramPicture.line(colour));
    }
    plot.addAnnotation(new Legend());
    return plot;
  }

  private static double[][] points(Curve curve) {
    return new double[][] {
      curve.points().stream().mapToDouble(Point::ranks).toArray(),
      curve.points().stream().mapToDouble(Point::perSecond).toArray()
    };
  }

  /** The names in the upper left corner, each in its colour. */
  private final class Legend extends AbstractXYAnnotation {

    private static final long serialVersionUID = 1L;
    private static final double INDENT = 30;
    private static final double LINE_HEIGHT = 34;

    @Override
    public void draw(
        Graphics2D graphics,
        XYPlot plot,
        Rectangle2D area,
        ValueAxis ranks,
        ValueAxis perSecond,
        int rendererIndex,
        PlotRenderingInfo info) {
      double baseline = area.getMinY() + INDENT;
      for (int i = 0; i < curves.size(); i++) {
        baseline += LINE_HEIGHT;
        graphics.setColor(PictureStyle.CURVES.get(i % PictureStyle.CURVES.size()));
        TypesetText.plain(curves.get(i).name())
            .draw(graphics, PictureStyle.TICKS, area.getMinX() + INDENT, baseline);
      }
    }
  }
}
