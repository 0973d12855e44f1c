package org.powdermill.production.scaling;

import java.util.List;

/**
 * What a shard costs, measured on one core.
 *
 * @param rows diffractograms in a shard
 * @param bytes of the file
 * @param makingSeconds times to make a shard, file included, one for each shard measured: the model
 *     draws from them
 * @param readingSeconds time to open, check and read a shard that lies in memory
 */
public record ShardCosts(int rows, long bytes, List<Double> makingSeconds, double readingSeconds) {

  private static final long MAX_BYTES = 1_000_000_000_000L;
  private static final double MAX_SECONDS = 1e6;

  /** Checks the values. */
  public ShardCosts {
    boolean possible =
        rows >= 1
            && bytes >= 1
            && bytes <= MAX_BYTES
            && !makingSeconds.isEmpty()
            && readingSeconds >= 0
            && readingSeconds <= MAX_SECONDS;
    if (!possible) {
      throw new IllegalArgumentException(
          "a shard of %d rows, %d bytes, %d times to make it, %s s to read it"
              .formatted(rows, bytes, makingSeconds.size(), readingSeconds));
    }
    if (!makingSeconds.stream().allMatch(time -> time > 0 && time <= MAX_SECONDS)) {
      throw new IllegalArgumentException("times to make a shard: " + makingSeconds);
    }
    makingSeconds = List.copyOf(makingSeconds);
  }

  /** Mean time to make a shard. */
  public double meanMakingSeconds() {
    return makingSeconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Diffractograms that one core makes a second. */
  public double rowsPerCoreSecond() {
    return rows / meanMakingSeconds();
  }

  /** Bytes of a diffractogram. */
  public double bytesPerRow() {
    return (double) bytes / rows;
  }

  /** The same with another shard size: all grows with the number of rows. */
  public ShardCosts withRows(int otherRows) {
    double factor = (double) otherRows / rows;
    return new ShardCosts(
        otherRows,
        Math.round(bytes * factor),
        makingSeconds.stream().map(time -> time * factor).toList(),
        readingSeconds * factor);
  }
}
