package org.powdermill.hdf5.stream;

import java.util.Queue;
import org.powdermill.hdf5.ShardColumns;

/**
 * A shard of a stream in memory, whole and checked. Rows before {@link #firstRow} are not the
 * reader's: it began behind them.
 */
public final class StreamShard implements AutoCloseable {

  private final long number;
  private final int firstRow;
  private final ShardColumns columns;
  private final Queue<float[]> memory;
  private float[] diffractograms;

  StreamShard(
      long number,
      int firstRow,
      ShardColumns columns,
      float[] diffractograms,
      Queue<float[]> memory) {
    this.number = number;
    this.firstRow = firstRow;
    this.columns = columns;
    this.diffractograms = diffractograms;
    this.memory = memory;
  }

  /** Number of the shard in its run. */
  public long number() {
    return number;
  }

  /** The first row to use. */
  public int firstRow() {
    return firstRow;
  }

  /** Number of rows, those before the first included. */
  public int rows() {
    return columns.rows();
  }

  /** Number of a row's diffractogram in its run. */
  public long index(int row) {
    return columns.index(row);
  }

  /** What is known of each row. */
  public ShardColumns columns() {
    return columns;
  }

  /**
   * Intensities, [rows][points], row 0 first; the array may be longer.
   *
   * @throws IllegalStateException if the shard is closed
   */
  public float[] diffractograms() {
    if (diffractograms == null) {
      throw new IllegalStateException("shard %d is closed".formatted(number));
    }
    return diffractograms;
  }

  /** Lets the memory be used for another shard. */
  @Override
  public void close() {
    if (diffractograms != null) {
      memory.offer(diffractograms);
      diffractograms = null;
    }
  }
}
