package org.powdermill.generation.imperfections;

import org.powdermill.diffraction.PeakShape;
import org.powdermill.generation.NumberedRandom;

/**
 * Draws what a diffractogram's peaks look like beside the crystallite size. Not safe for concurrent
 * use.
 */
public final class PeakShapeDraw {

  private final NumberedRandom random;
  private final Imperfections imperfections;

  private double mixing;
  private double u;
  private double v;
  private double w;

  /** For the diffractograms of a run. */
  public PeakShapeDraw(long seed, Imperfections imperfections) {
    this.random = new NumberedRandom(seed, Streams.PEAK_SHAPE);
    this.imperfections = imperfections;
  }

  /** Draws the instrument of a diffractogram. */
  public void moveTo(long index) {
    random.moveTo(index);
    mixing = imperfections.range(Imperfection.MIXING).draw(random);
    u = imperfections.range(Imperfection.CAGLIOTI_U).draw(random);
    v = imperfections.range(Imperfection.CAGLIOTI_V).draw(random);
    w = imperfections.range(Imperfection.CAGLIOTI_W).draw(random);
  }

  /** The shape at a crystallite size in nm. */
  public PeakShape shape(double crystalliteSizeNm) {
    return new PeakShape(crystalliteSizeNm, mixing, u, v, w);
  }
}
