package org.powdermill.tools.picture;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.DefaultXYDataset;
import org.powdermill.diffraction.Diffractogram;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.diffraction.TwoThetaGrid;

/** Several diffractograms in one picture, one above the other, the first at the top. */
public final class OverlayPicture extends Picture {

  /** More curves than this can no longer be told apart. */
  public static final int MOST = 12;

  private static final double STEP = 1.25;
  private static final double MARKS_BOTTOM = -0.11;
  private static final double MARKS_TOP = -0.04;

  /**
   * One of the diffractograms.
   *
   * @param name what stands beside the curve
   * @param result peaks and curve
   */
  public record Entry(TypesetText name, PowderSimulation.Result result) {}

  private final List<Entry> entries;

  /**
   * With title and subtitle.
   *
   * @throws IllegalArgumentException unless there are 1 to {@link #MOST} on the same angles
   */
  public OverlayPicture(TypesetText title, TypesetText subtitle, List<Entry> entries) {
    super(title, subtitle);
    this.entries = List.copyOf(entries);
    long grids = entries.stream().map(e -> e.result().diffractogram().grid()).distinct().count();
    if (entries.isEmpty() || entries.size() > MOST || grids != 1) {
      throw new IllegalArgumentException(
          "%d diffractograms on %d grids do not fit into a picture"
              .formatted(entries.size(), grids));
    }
  }

  @Override
  XYPlot plot() {
    TwoThetaGrid grid = entries.get(0).result().diffractogram().grid();
    XYPlot plot =
        new XYPlot(
            null,
            PictureStyle.angleAxis(grid.min(), grid.max()),
            PictureStyle.intensityAxis(-0.19, STEP * (entries.size() - 1) + 1.12),
            null);
    for (int i = 0; i < entries.size(); i++) {
      Color colour = PictureStyle.CURVES.get(i % PictureStyle.CURVES.size());
      double offset = STEP * (entries.size() - 1 - i);
      Diffractogram diffractogram = entries.get(i).result().diffractogram();
      DefaultXYDataset curve = new DefaultXYDataset();
      curve.addSeries("", DiffractogramPicture.points(diffractogram, 1, offset));
      plot.setDataset(i, curve);
      plot.setRenderer(i, DiffractogramPicture.line(colour));
      plot.addAnnotation(
          new PeakMarks(
              entries.get(i).result().peaks(), offset + MARKS_BOTTOM, offset + MARKS_TOP, colour));
      plot.addAnnotation(new CurveName(entries.get(i).name(), offset + 1, colour));
    }
    return plot;
  }
}
