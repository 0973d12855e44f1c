package org.powdermill.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.PredictionFile;
import org.powdermill.hdf5.PredictionRows;

/**
 * Two models on the same samples, from the predictions that two evaluations left.
 *
 * @param first folder of the one
 * @param second folder of the other
 * @param sets for each set in both folders what the second model's top 1 is above the first's, over
 *     the rows whose space group is a class of both
 */
public record ModelComparison(String first, String second, Map<String, Difference> sets) {

  /** What the file of a set's predictions begins with. */
  public static final String PREFIX = "predictions-";

  /** And ends with. */
  public static final String ENDING = ".h5";

  /**
   * Compares.
   *
   * @throws EvaluationException if the folders have no set in common, or not the same samples
   * @throws org.powdermill.hdf5.ShardException if predictions cannot be trusted
   * @throws FileException if something cannot be read
   */
  public static ModelComparison of(Path first, Path second) {
    Map<String, Path> files = predictions(first);
    Map<String, Path> others = predictions(second);
    TreeSet<String> common = new TreeSet<>(files.keySet());
    common.retainAll(others.keySet());
    if (common.isEmpty()) {
      throw new EvaluationException(
          "%s and %s have predictions for no set in common: evaluate both models on one"
              .formatted(first, second));
    }
    Map<String, Difference> sets = new TreeMap<>();
    for (String set : common) {
      sets.put(set, difference(files.get(set), others.get(set)));
    }
    return new ModelComparison(first.toString(), second.toString(), sets);
  }

  /** Files of predictions in a folder, by the names of the sets. */
  static Map<String, Path> predictions(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).startsWith(PREFIX) && name(file).endsWith(ENDING))
          .collect(
              Collectors.toMap(
                  file ->
                      name(file).substring(PREFIX.length(), name(file).length() - ENDING.length()),
                  file -> file));
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Difference difference(Path firstFile, Path secondFile) {
    PredictionRows first = PredictionFile.read(firstFile).rows();
    PredictionRows second = PredictionFile.read(secondFile).rows();
    requireSame(first.rows() == second.rows(), firstFile, secondFile);
    RightOrWrong rightFirst = new RightOrWrong(first);
    RightOrWrong rightSecond = new RightOrWrong(second);
    int[] counts = new int[4];
    for (int row = 0; row < first.rows(); row++) {
      requireSame(
          first.index(row) == second.index(row)
              && first.spaceGroup(row) == second.spaceGroup(row)
              && Float.compare(first.crystalliteSizeNm(row), second.crystalliteSizeNm(row)) == 0
              && Objects.equals(first.sourceId(row), second.sourceId(row)),
          firstFile,
          secondFile);
      if (first.label(row) >= 0 && second.label(row) >= 0) {
        counts[(rightFirst.at(row) ? 2 : 0) + (rightSecond.at(row) ? 1 : 0)]++;
      }
    }
    int n = counts[0] + counts[1] + counts[2] + counts[3];
    if (n == 0) {
      throw new EvaluationException(
          "%s and %s: no row is of a class of both models".formatted(firstFile, secondFile));
    }
    return Difference.paired(n, counts[3], counts[2], counts[1]);
  }

  private static void requireSame(boolean same, Path first, Path second) {
    if (!same) {
      throw new EvaluationException(
          "%s and %s are predictions for different samples: evaluate both models on the same set"
              .formatted(first, second));
    }
  }
}
