package org.powdermill.trainer.training;

/**
 * How far training data are used up. They come in windows, each in an order of its own.
 *
 * @param windowStart where the window begins: an index of the stream, or a row counted through all
 *     passes over fixed sets
 * @param taken rows of the window that are used up
 */
public record DataPosition(long windowStart, int taken) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public DataPosition {
    if (windowStart < 0 || taken < 0) {
      throw new IllegalArgumentException(
          "position %d in the window of %d".formatted(taken, windowStart));
    }
  }

  /**
   * The position in a window of so many rows; one that is used up counts as the next's beginning.
   */
  static DataPosition in(long windowStart, int rows, int taken) {
    return taken == rows
        ? new DataPosition(windowStart + rows, 0)
        : new DataPosition(windowStart, taken);
  }
}
