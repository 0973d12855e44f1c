package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.powdermill.diffraction.DiffractionException;
import org.powdermill.diffraction.PeakProfile;

/** Reads peaks and broadens them, to the very bits that were computed before they were written. */
final class PeakReader implements RowReader {

  /** Most peaks of one diffractogram. */
  static final int MAX_PEAKS = 1 << 20;

  private final ArrayReader twoTheta;
  private final ArrayReader intensity;
  private final DoubleWindow angles;
  private final DoubleWindow intensities;
  private final long[] offset;
  private final ShardIdentity identity;
  private final ShardColumns columns;
  private final PeakProfile profile;
  private final float[] diffractogram;

  /**
   * A reader of peaks.
   *
   * @throws ShardException if the offsets do not fit the rows and the peaks
   */
  PeakReader(
      ArrayReader offsets,
      ArrayReader twoTheta,
      ArrayReader intensity,
      ShardIdentity identity,
      ShardColumns columns) {
    this.twoTheta = twoTheta;
    this.intensity = intensity;
    this.angles = new DoubleWindow(twoTheta);
    this.intensities = new DoubleWindow(intensity);
    this.identity = identity;
    this.columns = columns;
    this.profile = new PeakProfile(identity.wavelength(), identity.grid());
    this.diffractogram = new float[identity.grid().points()];
    this.offset = new long[offsets.rows()];
    ByteBuffer.wrap(offsets.readAll()).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(offset);
    checkOffsets(offsets);
  }

  private void checkOffsets(ArrayReader offsets) {
    int rows = columns.rows();
    if (offset.length != rows + 1 || offset[0] != 0) {
      throw offsets.damaged("is not %d rows that begin at 0".formatted(rows));
    }
    for (int row = 0; row < rows; row++) {
      long peaks = offset[row + 1] - offset[row];
      if (offset[row + 1] > twoTheta.rows() || peaks < 1 || peaks > MAX_PEAKS) {
        throw offsets.damaged(
            "row %d reaches from %d to %d".formatted(row, offset[row], offset[row + 1]));
      }
    }
    if (offset[rows] != twoTheta.rows() || offset[rows] != intensity.rows()) {
      throw offsets.damaged(
          "ends at %d, but there are %d angles and %d intensities"
              .formatted(offset[rows], twoTheta.rows(), intensity.rows()));
    }
  }

  @Override
  public void read(int firstRow, int rows, float[] target, int start) {
    for (int i = 0; i < rows; i++) {
      load(firstRow + i);
      broaden(firstRow + i, target, start + i * diffractogram.length);
    }
  }

  @Override
  public void readAll(float[] target) {
    Checksum ofAngles = new Checksum();
    Checksum ofIntensities = new Checksum();
    for (int row = 0; row < columns.rows(); row++) {
      load(row);
      angles.addTo(ofAngles);
      intensities.addTo(ofIntensities);
      if (target.length > 0) {
        broaden(row, target, row * diffractogram.length);
      }
    }
    twoTheta.require(ofAngles);
    intensity.require(ofIntensities);
  }

  private void load(int row) {
    int count = (int) (offset[row + 1] - offset[row]);
    angles.load(offset[row], count);
    intensities.load(offset[row], count);
    String fault = PeakCheck.fault(angles.values(), intensities.values(), count, identity.grid());
    if (!fault.isEmpty()) {
      throw twoTheta.damaged("row %d: %s".formatted(row, fault));
    }
  }

  private void broaden(int row, float[] target, int start) {
    int count = (int) (offset[row + 1] - offset[row]);
    try {
      profile.broaden(
          angles.values(),
          intensities.values(),
          count,
          identity.profile().shape(columns.crystalliteSize[row]),
          diffractogram);
    } catch (IllegalArgumentException | DiffractionException e) {
      throw twoTheta.damaged("row %d: %s".formatted(row, e.getMessage()));
    }
    System.arraycopy(diffractogram, 0, target, start, diffractogram.length);
  }

  @Override
  public void close() {
    twoTheta.close();
    intensity.close();
  }
}
