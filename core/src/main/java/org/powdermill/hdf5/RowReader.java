package org.powdermill.hdf5;

/** Reads the diffractograms of a shard, however it keeps them. */
interface RowReader extends AutoCloseable {

  /**
   * Reads rows and checks their values.
   *
   * @param target overwritten, [rows][points], as float32
   * @throws ShardException if a row is no diffractogram
   */
  void read(int firstRow, int rows, float[] target, int offset);

  /**
   * Reads all rows in blocks and checks values and checksum.
   *
   * @param target overwritten, [n][points]; or empty, to check alone
   * @throws ShardException if they are not as written
   */
  void readAll(float[] target);

  @Override
  void close();
}
