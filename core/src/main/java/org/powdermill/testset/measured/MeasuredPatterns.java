package org.powdermill.testset.measured;

import java.nio.file.Files;
import java.nio.file.Path;
import org.powdermill.pattern.MeasuredPattern;
import org.powdermill.pattern.MeasurementException;

/** Measured patterns of known space groups. Safe for concurrent use. */
public interface MeasuredPatterns {

  /**
   * What is known of a pattern.
   *
   * @param id of the measurement
   * @param mineral name of the mineral, or of whatever several measurements were made of; empty
   *     where it is not known
   * @param spaceGroup 1 to 230
   */
  record Label(String id, String mineral, int spaceGroup) {

    /** Mineral and measurement in one: what stands before the first {@code #} is the mineral. */
    public String sourceId() {
      return mineral.replace('#', '_') + "#" + id;
    }
  }

  /** Number of patterns. */
  int count();

  /** What is known of a pattern. */
  Label label(int pattern);

  /**
   * Reads a pattern.
   *
   * @throws MeasurementException if it is none
   */
  MeasuredPattern read(int pattern);

  /**
   * Opens an .npz file or a folder of patterns with {@code labels.csv}.
   *
   * @throws MeasurementException if it is neither, or the labels cannot be read
   */
  static MeasuredPatterns open(Path path) {
    if (!Files.exists(path)) {
      throw new MeasurementException("%s: no such file or folder".formatted(path));
    }
    return Files.isDirectory(path) ? PatternFolder.open(path) : NpzPatterns.open(path);
  }
}
