package org.powdermill.symmetry;

import java.util.Arrays;

/**
 * Counts kinds of atoms and ranks them by their numbers, the rarest first: a counting sort for
 * {@link ExcessSymmetry}, without allocation per call. Equal numbers keep the order of appearance.
 */
final class KindTable {

  private int[] kinds = new int[16];
  private int[] counts = new int[16];
  private int[] nextSlots = new int[16];
  private int size;
  private int lastFound;

  /**
   * Counts the kinds.
   *
   * @return how many atoms the rarest kind has
   */
  int count(int[] kind, int n) {
    size = 0;
    for (int i = 0; i < n; i++) {
      counts[find(kind[i])]++;
    }
    sortByCount();
    int start = 0;
    for (int rank = 0; rank < size; rank++) {
      nextSlots[rank] = start;
      start += counts[rank];
    }
    return size == 0 ? 0 : counts[0];
  }

  /** The rank of a kind that was counted. */
  int rank(int kind) {
    return find(kind);
  }

  /** The next free place among the atoms of this rank. */
  int nextSlot(int rank) {
    return nextSlots[rank]++;
  }

  private int find(int kind) {
    if (lastFound < size && kinds[lastFound] == kind) {
      return lastFound;
    }
    for (int i = 0; i < size; i++) {
      if (kinds[i] == kind) {
        lastFound = i;
        return i;
      }
    }
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
      nextSlots = Arrays.copyOf(nextSlots, 2 * size);
    }
    kinds[size] = kind;
    counts[size] = 0;
    lastFound = size;
    return size++;
  }

  private void sortByCount() {
    for (int i = 1; i < size; i++) {
      int kind = kinds[i];
      int count = counts[i];
      int j = i;
      for (; j > 0 && counts[j - 1] > count; j--) {
        kinds[j] = kinds[j - 1];
        counts[j] = counts[j - 1];
      }
      kinds[j] = kind;
      counts[j] = count;
    }
  }
}
