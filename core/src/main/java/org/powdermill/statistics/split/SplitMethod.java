package org.powdermill.statistics.split;

/** How entries are divided. */
public enum SplitMethod {
  /** By structure type: no type and no set of near-duplicates stands on both sides. */
  STRUCTURE_TYPE("structure-type"),
  /** Entry by entry, for comparison: types and near-duplicates stand on both sides. */
  RANDOM("random");

  private final String word;

  SplitMethod(String word) {
    this.word = word;
  }

  /** As the command line spells it. */
  @Override
  public String toString() {
    return word;
  }
}
