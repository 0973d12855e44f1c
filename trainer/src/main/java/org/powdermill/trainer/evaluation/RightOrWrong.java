package org.powdermill.trainer.evaluation;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.powdermill.hdf5.PredictionRows;

/** Which predictions are right: of the rows whose space group is a class. */
public final class RightOrWrong {

  private final PredictionRows predictions;
  private final int[] rows;

  /** Of predictions. */
  public RightOrWrong(PredictionRows predictions) {
    this.predictions = predictions;
    this.rows =
        IntStream.range(0, predictions.rows()).filter(row -> predictions.label(row) >= 0).toArray();
  }

  /** The rows that count. */
  public int[] rows() {
    return rows.clone();
  }

  /** Number of rows that count. */
  public int count() {
    return rows.length;
  }

  /** Whether the most probable class of a row has the row's own space group. */
  public boolean at(int row) {
    return at(row, Agreement.SPACE_GROUP);
  }

  /** Whether the most probable class of a row agrees with it. */
  public boolean at(int row, Agreement agreement) {
    return agreement.holds(predictions.predicted(row, 0), predictions.spaceGroup(row));
  }

  /** Whether the space group of a row is among its k most probable classes, k at most 10. */
  public boolean isAmong(int row, int k) {
    for (int rank = 0; rank < k; rank++) {
      if (predictions.predicted(row, rank) == predictions.spaceGroup(row)) {
        return true;
      }
    }
    return false;
  }

  /** Share of the rows for which something holds. */
  Proportion share(IntPredicate holds) {
    return Proportion.of((int) IntStream.of(rows).filter(holds).count(), rows.length);
  }

  /** Share of right ones among some rows; null where there are none. */
  Proportion shareAmong(IntPredicate some) {
    int[] among = IntStream.of(rows).filter(some).toArray();
    return among.length == 0
        ? null
        : Proportion.of((int) IntStream.of(among).filter(this::at).count(), among.length);
  }
}
