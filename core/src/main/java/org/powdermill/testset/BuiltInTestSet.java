package org.powdermill.testset;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.ShardColumns;
import org.powdermill.hdf5.ShardReader;

/**
 * The test set that comes with the program: diffractograms of open crystal structures of which the
 * built-in statistics know neither the structure nor its type (docs/test-sets.md has the command
 * that made it, NOTICE its licence).
 */
public final class BuiltInTestSet {

  private static final String RESOURCE = "open-test-set.h5";

  private BuiltInTestSet() {}

  /**
   * Writes the set.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  public static TestSetSummary write(Path file) {
    AtomicFile.write(
        file,
        temporary -> {
          try (InputStream resource = BuiltInTestSet.class.getResourceAsStream(RESOURCE)) {
            Files.copy(resource, temporary);
          }
        });
    try (ShardReader reader = ShardReader.open(file)) {
      reader.verify();
      return summary(reader);
    }
  }

  private static TestSetSummary summary(ShardReader reader) {
    ShardColumns columns = reader.columns();
    int classes = reader.header().identity().classes().spaceGroups().size();
    int[] counts = new int[classes];
    int outside = 0;
    List<Integer> items = new ArrayList<>();
    int mostFrequent = 0;
    for (int row = 0; row < columns.rows(); row++) {
      items.add(row);
      if (columns.label(row) < 0) {
        outside++;
      } else {
        mostFrequent = Math.max(mostFrequent, ++counts[columns.label(row)]);
      }
    }
    return TestSetSummary.of(
            new TestSetFile.Written(columns.rows(), outside, mostFrequent, items, List.of()),
            classes,
            reader.header().identity().statisticsDigest())
        .withCrystals(0, OptionalDouble.empty(), OptionalInt.of(0), OptionalDouble.empty());
  }
}
