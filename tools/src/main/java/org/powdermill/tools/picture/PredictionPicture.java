package org.powdermill.tools.picture;

import java.awt.Color;
import java.util.Arrays;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;
import org.powdermill.diffraction.Diffractogram;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.pattern.CoveredRange;

/**
 * What a network saw of a pattern: below the diffractogram on the model's grid, above it what its
 * first layer takes, where that is something else; grey where nothing was measured.
 */
public final class PredictionPicture extends Picture {

  private static final double STEP = 1.25;
  private static final double BOTTOM = -0.05;
  private static final double TOP = 1.12;
  private static final Color NOT_MEASURED = new Color(0xE4E4E4);

  private final Diffractogram diffractogram;
  private final float[] seen;
  private final CoveredRange covered;

  /**
   * With title and subtitle.
   *
   * @param diffractogram on the model's grid
   * @param seen what the first layer takes, [points]
   * @param covered what of the grid was measured
   */
  public PredictionPicture(
      TypesetText title,
      TypesetText subtitle,
      Diffractogram diffractogram,
      float[] seen,
      CoveredRange covered) {
    super(title, subtitle);
    this.diffractogram = diffractogram;
    this.seen = seen.clone();
    this.covered = covered;
  }

  @Override
  XYPlot plot() {
    TwoThetaGrid grid = diffractogram.grid();
    boolean differ = !Arrays.equals(seen, diffractogram.intensity());
    XYPlot plot =
        new XYPlot(
            null,
            PictureStyle.angleAxis(grid.min(), grid.max()),
            PictureStyle.intensityAxis(BOTTOM, (differ ? STEP : 0) + TOP),
            null);
    addCurve(plot, 0, diffractogram, 0, PictureStyle.CURVE);
    if (differ) {
      addCurve(plot, 1, new Diffractogram(grid, seen), STEP, PictureStyle.PEAK_MARKS);
      addName(plot, "diffractogram", 0, PictureStyle.CURVE);
      addName(plot, "what the network saw: its square root", STEP, PictureStyle.PEAK_MARKS);
    } else {
      addName(plot, "what the network saw", 0, PictureStyle.CURVE);
    }
    markMissing(plot, grid.min(), covered.min());
    markMissing(plot, covered.max(), grid.max());
    return plot;
  }

  private static void addCurve(
      XYPlot plot, int index, Diffractogram curve, double offset, Color colour) {
    DefaultXYDataset points = new DefaultXYDataset();
    points.addSeries("", DiffractogramPicture.points(curve, 1, offset));
    plot.setDataset(index, points);
    plot.setRenderer(index, DiffractogramPicture.line(colour));
  }

  private static void addName(XYPlot plot, String name, double offset, Color colour) {
    plot.addAnnotation(new CurveName(TypesetText.plain(name), offset + 1.08, colour));
  }

  private static void markMissing(XYPlot plot, double min, double max) {
    if (max > min) {
      IntervalMarker marker = new IntervalMarker(min, max, NOT_MEASURED);
      marker.setAlpha(1);
      plot.addDomainMarker(marker, Layer.BACKGROUND);
    }
  }
}
