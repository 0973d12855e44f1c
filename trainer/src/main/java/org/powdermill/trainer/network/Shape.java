package org.powdermill.trainer.network;

/**
 * Shape of what one diffractogram becomes behind a layer.
 *
 * @param channels number of channels, 1 or more
 * @param length points of each channel, 1 or more; 1 behind a {@link Layer.Flatten}
 */
public record Shape(int channels, int length) {

  /** Bound on the numbers of one diffractogram behind a layer, so that no product overflows. */
  static final int MAX_SIZE = 1 << 26;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a side is not positive or the product too large
   */
  public Shape {
    if (channels < 1 || length < 1 || (long) channels * length > MAX_SIZE) {
      throw new IllegalArgumentException(
          "%d channels of %d points: want 1 to %d numbers".formatted(channels, length, MAX_SIZE));
    }
  }

  /** Number of numbers. */
  public int size() {
    return channels * length;
  }

  @Override
  public String toString() {
    return channels + " x " + length;
  }
}
