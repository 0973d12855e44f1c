package org.powdermill.hdf5;

import org.powdermill.diffraction.TwoThetaGrid;

/** Writes the peaks of diffractograms, one after the other, with the place where each begins. */
final class PeakWriter implements AutoCloseable {

  /** Expected peaks of a diffractogram: decides the length of chunks alone. */
  private static final int USUAL_PEAKS = 16;

  private static final int LEAST_CHUNK = 1 << 10;
  private static final int LARGEST_CHUNK = 1 << 17;

  private final TwoThetaGrid grid;
  private final ArrayWriter offset;
  private final ArrayWriter twoTheta;
  private final ArrayWriter intensity;
  private long peaks;

  PeakWriter(Hdf5Container file, int rows, TwoThetaGrid grid, int deflate) {
    this.grid = grid;
    this.offset =
        new ArrayWriter(
            file,
            ShardFormat.PEAK_OFFSET,
            ElementType.INT64,
            rows + 1L,
            0,
            ArrayWriter.Layout.of(rows + 1L, ElementType.INT64.bytes(), deflate));
    long chunk = Math.max(LEAST_CHUNK, Math.min(LARGEST_CHUNK, (long) rows * USUAL_PEAKS));
    ArrayWriter.Layout growing = new ArrayWriter.Layout((int) chunk, true, deflate);
    this.twoTheta =
        new ArrayWriter(file, ShardFormat.PEAK_TWO_THETA, ElementType.FLOAT64, 0, 0, growing);
    this.intensity =
        new ArrayWriter(file, ShardFormat.PEAK_INTENSITY, ElementType.FLOAT64, 0, 0, growing);
    offset.nextRow().putLong(0);
  }

  void append(double[] angles, double[] intensities, int count) {
    String fault =
        count > PeakReader.MAX_PEAKS
            ? "%d peaks: want at most %d".formatted(count, PeakReader.MAX_PEAKS)
            : PeakCheck.fault(angles, intensities, count, grid);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException("peaks: " + fault);
    }
    for (int i = 0; i < count; i++) {
      twoTheta.nextRow().putDouble(angles[i]);
      intensity.nextRow().putDouble(intensities[i]);
    }
    peaks += count;
    offset.nextRow().putLong(peaks);
  }

  void finish() {
    offset.finish();
    twoTheta.finish();
    intensity.finish();
  }

  @Override
  public void close() {
    offset.close();
    twoTheta.close();
    intensity.close();
  }
}
