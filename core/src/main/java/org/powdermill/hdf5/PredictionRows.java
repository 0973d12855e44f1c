package org.powdermill.hdf5;

import java.util.Optional;

/**
 * What a model says of each diffractogram of a set: its first classes with their probabilities,
 * beside what is known of the diffractogram. Rows stand in the order of the set.
 */
public final class PredictionRows {

  /** Number of classes kept for each row, the most probable ones. */
  public static final int KEPT = 10;

  final SpaceGroupClasses classes;
  final ShardColumns columns;
  final short[] predicted;
  final float[] probability;
  final float[] loss;

  /**
   * Rows without predictions yet.
   *
   * @param set of the diffractograms; its labels may be of other classes
   * @param classes of the model
   */
  public PredictionRows(ShardColumns set, SpaceGroupClasses classes) {
    this.classes = classes;
    this.columns = new ShardColumns(set.rows());
    this.columns.sourceId = set.sourceId;
    for (int row = 0; row < set.rows(); row++) {
      ShardRow known = set.row(row);
      columns.set(row, set.index(row), classes.label(known.spaceGroup()), known);
    }
    this.predicted = new short[set.rows() * KEPT];
    this.probability = new float[set.rows() * KEPT];
    this.loss = new float[set.rows()];
  }

  PredictionRows(
      SpaceGroupClasses classes,
      ShardColumns columns,
      short[] predicted,
      float[] probability,
      float[] loss) {
    this.classes = classes;
    this.columns = columns;
    this.predicted = predicted;
    this.probability = probability;
    this.loss = loss;
  }

  /**
   * Sets what the model says of a row.
   *
   * @param rank 0 for the most probable class
   * @param label of the class
   */
  public void setPredicted(int row, int rank, int label, float withProbability) {
    predicted[row * KEPT + rank] = classes.spaceGroups().get(label).shortValue();
    probability[row * KEPT + rank] = withProbability;
  }

  /** Sets minus the logarithm of the probability of a row's own class; NaN where it has none. */
  public void setLoss(int row, float value) {
    loss[row] = value;
  }

  /** Number of rows. */
  public int rows() {
    return columns.rows();
  }

  /** Classes of the model. */
  public SpaceGroupClasses classes() {
    return classes;
  }

  /** Space group that a row is said to have, the most probable at rank 0; 0 beyond the classes. */
  public int predicted(int row, int rank) {
    return predicted[row * KEPT + rank];
  }

  /** Probability of that space group. */
  public float probability(int row, int rank) {
    return probability[row * KEPT + rank];
  }

  /** Minus the logarithm of the probability of the row's own class; NaN where it has none. */
  public float loss(int row) {
    return loss[row];
  }

  /** Class of the model that a row has, -1 where its space group is none. */
  public int label(int row) {
    return columns.label(row);
  }

  /** Number of the diffractogram in its set. */
  public long index(int row) {
    return columns.index(row);
  }

  /** Space group that a row has. */
  public int spaceGroup(int row) {
    return columns.spaceGroup[row];
  }

  /** Volume of the conventional cell, cubic angstrom; NaN where unknown. */
  public float volume(int row) {
    return columns.volume[row];
  }

  /** Atoms in the asymmetric unit; 0 where unknown. */
  public int asymmetricUnitAtoms(int row) {
    return columns.asymmetricUnitAtoms[row];
  }

  /** Crystallite size, nm; NaN where unknown. */
  public float crystalliteSizeNm(int row) {
    return columns.crystalliteSize[row];
  }

  /** Id of the structure or measurement: all rows have one, or none has. */
  public Optional<String> sourceId(int row) {
    return columns.sourceId.length == 0 ? Optional.empty() : Optional.of(columns.sourceId[row]);
  }
}
