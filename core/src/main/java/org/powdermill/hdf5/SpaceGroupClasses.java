package org.powdermill.hdf5;

import java.util.Arrays;
import java.util.List;

/** The space groups that a network tells apart, in the order of its outputs. */
public final class SpaceGroupClasses {

  /** Label of a space group that is no class. */
  public static final int OUTSIDE = -1;

  private static final int SPACE_GROUPS = 230;

  private final List<Integer> spaceGroups;
  private final short[] labels = new short[SPACE_GROUPS + 1];

  /**
   * Classes from space group numbers.
   *
   * @throws IllegalArgumentException if there is none, one is not in 1..230, or one comes twice
   */
  public SpaceGroupClasses(List<Integer> spaceGroups) {
    this.spaceGroups = List.copyOf(spaceGroups);
    if (spaceGroups.isEmpty()) {
      throw new IllegalArgumentException("no class");
    }
    Arrays.fill(labels, (short) OUTSIDE);
    for (int label = 0; label < spaceGroups.size(); label++) {
      int group = spaceGroups.get(label);
      if (group < 1 || group > SPACE_GROUPS) {
        throw new IllegalArgumentException("class %d: no space group %d".formatted(label, group));
      }
      if (labels[group] != OUTSIDE) {
        throw new IllegalArgumentException("space group %d is two classes".formatted(group));
      }
      labels[group] = (short) label;
    }
  }

  /** The space group of each class. */
  public List<Integer> spaceGroups() {
    return spaceGroups;
  }

  /** The class of a space group, 1 to 230; -1 where it is none. */
  public int label(int spaceGroup) {
    return labels[spaceGroup];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpaceGroupClasses that && that.spaceGroups.equals(spaceGroups);
  }

  @Override
  public int hashCode() {
    return spaceGroups.hashCode();
  }

  @Override
  public String toString() {
    return spaceGroups.toString();
  }
}
