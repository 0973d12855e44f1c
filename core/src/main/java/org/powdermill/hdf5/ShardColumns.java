package org.powdermill.hdf5;

import java.util.Optional;

/** What a shard holds beside the diffractograms, by row. */
public final class ShardColumns {

  final long[] index;
  final short[] spaceGroup;
  final short[] label;
  final float[] crystalliteSize;
  final float[] volume;
  final float[] densityFactor;
  final short[] asymmetricUnitAtoms;

  /** Empty where the shard has none. */
  String[] sourceId = {};

  ShardColumns(int rows) {
    index = new long[rows];
    spaceGroup = new short[rows];
    label = new short[rows];
    crystalliteSize = new float[rows];
    volume = new float[rows];
    densityFactor = new float[rows];
    asymmetricUnitAtoms = new short[rows];
  }

  void set(int row, long number, int classLabel, ShardRow values) {
    index[row] = number;
    label[row] = (short) classLabel;
    spaceGroup[row] = (short) values.spaceGroup();
    crystalliteSize[row] = values.crystalliteSizeNm();
    volume[row] = values.volume();
    densityFactor[row] = values.densityFactor();
    asymmetricUnitAtoms[row] = (short) values.asymmetricUnitAtoms();
  }

  /** Number of rows. */
  public int rows() {
    return index.length;
  }

  /** Number of a row's diffractogram in its run. */
  public long index(int row) {
    return index[row];
  }

  /** Class of a row, -1 when its space group is no class. */
  public int label(int row) {
    return label[row];
  }

  /** All of a row. */
  public ShardRow row(int row) {
    return new ShardRow(
        spaceGroup[row],
        crystalliteSize[row],
        volume[row],
        densityFactor[row],
        asymmetricUnitAtoms[row],
        sourceId.length == 0 ? Optional.empty() : Optional.of(sourceId[row]));
  }
}
