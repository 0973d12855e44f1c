package org.powdermill.trainer.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.trainer.network.SavedModel;

/**
 * The baseline that costs nothing: a pattern has the space group of the labelled pattern that it
 * resembles most, by the cosine of the angle between the square roots of their intensities. A
 * labelled pattern of the same source or of the same mineral is passed over.
 *
 * <p>The labelled patterns lie transposed, [points][patterns]: the innermost loop then runs along
 * them and sums nothing, so that the compiler makes vectors of it.
 */
public final class NearestNeighbour {

  /** Most labelled patterns: they stand in memory. */
  public static final int MOST = 5000;

  private static final char AFTER_MINERAL = '#';

  private final int points;
  private final int[] spaceGroups;
  private final List<Optional<String>> sources;
  private final float[] transposed;
  private int right;
  private int asked;

  private NearestNeighbour(
      int points, int[] spaceGroups, List<Optional<String>> sources, float[] transposed) {
    this.points = points;
    this.spaceGroups = spaceGroups;
    this.sources = sources;
    this.transposed = transposed;
  }

  /** None: says nothing. */
  public static NearestNeighbour none() {
    return new NearestNeighbour(0, new int[0], List.of(), new float[0]);
  }

  /**
   * The patterns of a labelled set.
   *
   * @throws EvaluationException if it does not fit the model, or has too many rows
   * @throws org.powdermill.hdf5.ShardException if it is not to be trusted
   * @throws org.powdermill.files.FileException if it cannot be read
   */
  public static NearestNeighbour read(Path file, SavedModel model) {
    try (ShardReader reader = ShardReader.open(file)) {
      EvaluatedSet unused = EvaluatedSet.of(EvaluatedSet.nameOf(file), file, reader, model);
      if (reader.rows() > MOST) {
        throw new EvaluationException(
            "%s: %d neighbours: want at most %d; take a smaller set"
                .formatted(file, reader.rows(), MOST));
      }
      reader.verify();
      int points = model.grid().points();
      int rows = reader.rows();
      int[] groups = new int[rows];
      List<Optional<String>> sources = new ArrayList<>();
      float[] transposed = new float[Math.multiplyExact(points, rows)];
      float[] one = new float[points];
      for (int row = 0; row < rows; row++) {
        ShardRow known = reader.columns().row(row);
        groups[row] = known.spaceGroup();
        sources.add(known.sourceId());
        reader.read(row, 1, one);
        unitRoots(one, 0, points);
        for (int point = 0; point < points; point++) {
          transposed[point * rows + row] = one[point];
        }
      }
      return new NearestNeighbour(points, groups, sources, transposed);
    }
  }

  /** Square roots, divided by the root of their sum of squares, which is the sum of the values. */
  private static void unitRoots(float[] values, int from, int points) {
    double sum = 0;
    for (int i = from; i < from + points; i++) {
      sum += values[i];
    }
    float scale = (float) (1 / Math.sqrt(sum));
    for (int i = from; i < from + points; i++) {
      values[i] = scale * (float) Math.sqrt(values[i]);
    }
  }

  /**
   * Looks for the neighbours of a block and counts those of the right space group; rows outside the
   * classes are passed over.
   *
   * @param block diffractograms, [count][points]; overwritten
   */
  void look(PredictionRows rows, int first, int count, float[] block) {
    for (int i = 0; i < count && spaceGroups.length > 0; i++) {
      int row = first + i;
      if (rows.label(row) >= 0) {
        unitRoots(block, i * points, points);
        int nearest = nearest(block, i * points, rows.sourceId(row));
        asked++;
        right += nearest >= 0 && spaceGroups[nearest] == rows.spaceGroup(row) ? 1 : 0;
      }
    }
  }

  private int nearest(float[] block, int from, Optional<String> source) {
    float[] similarity = new float[spaceGroups.length];
    for (int point = 0; point < points; point++) {
      add(similarity, block[from + point], point * spaceGroups.length);
    }
    int nearest = -1;
    for (int i = 0; i < similarity.length; i++) {
      if ((nearest < 0 || similarity[i] > similarity[nearest])
          && !related(sources.get(i), source)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private void add(float[] similarity, float value, int offset) {
    for (int i = 0; i < similarity.length; i++) {
      similarity[i] += value * transposed[offset + i];
    }
  }

  private static boolean related(Optional<String> one, Optional<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    int end = one.get().indexOf(AFTER_MINERAL);
    boolean sameMineral =
        end > 0
            && other.get().indexOf(AFTER_MINERAL) == end
            && one.get().regionMatches(0, other.get(), 0, end);
    return sameMineral || one.get().equals(other.get());
  }

  /** Takes the share of right answers since it was last asked; empty where there were none. */
  public Optional<Proportion> takeAccuracy() {
    Optional<Proportion> accuracy =
        asked == 0 ? Optional.empty() : Optional.of(Proportion.of(right, asked));
    right = 0;
    asked = 0;
    return accuracy;
  }

  /** Number of labelled patterns. */
  public int size() {
    return spaceGroups.length;
  }
}
