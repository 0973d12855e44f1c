package org.powdermill.tools.picture;

import java.awt.Color;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;
import org.powdermill.diffraction.Diffractogram;
import org.powdermill.diffraction.PowderSimulation;

/**
 * The picture of a diffractogram: the curve, a tick below it at each peak, indices at the
 * strongest.
 */
public final class DiffractogramPicture extends Picture {

  private static final double BOTTOM = -0.09;
  private static final double TOP = 1.08;
  private static final double MARKS_BOTTOM = -0.065;
  private static final double MARKS_TOP = -0.03;

  private final PowderSimulation.Result result;

  /** With title and subtitle. */
  public DiffractogramPicture(
      TypesetText title, TypesetText subtitle, PowderSimulation.Result result) {
    super(title, subtitle);
    this.result = result;
  }

  @Override
  XYPlot plot() {
    Diffractogram diffractogram = result.diffractogram();
    DefaultXYDataset curve = new DefaultXYDataset();
    curve.addSeries("", points(diffractogram, 1, 0));
    XYPlot plot =
        new XYPlot(
            curve,
            PictureStyle.angleAxis(diffractogram.grid().min(), diffractogram.grid().max()),
            PictureStyle.intensityAxis(BOTTOM, TOP),
            line(PictureStyle.CURVE));
    plot.addAnnotation(
        new PeakMarks(result.peaks(), MARKS_BOTTOM, MARKS_TOP, PictureStyle.PEAK_MARKS));
    plot.addAnnotation(new PeakIndices(result));
    return plot;
  }

  static double[][] points(Diffractogram diffractogram, double scale, double offset) {
    float[] intensity = diffractogram.intensity();
    double[][] points = new double[2][intensity.length];
    for (int i = 0; i < intensity.length; i++) {
      points[0][i] = diffractogram.grid().twoTheta(i);
      points[1][i] = offset + scale * intensity[i];
    }
    return points;
  }

  static XYLineAndShapeRenderer line(Color colour) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, PictureStyle.LINE);
    return renderer;
  }
}
