package org.powdermill.statistics.split;

import java.util.LinkedHashSet;
import java.util.Set;

/** Sets that are joined step by step (union-find with path halving). */
final class Partition {

  private final int[] parent;

  /** Each of the members 0 to size - 1 in a set of its own. */
  Partition(int size) {
    parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  void join(int one, int other) {
    int first = set(one);
    int second = set(other);
    parent[Math.max(first, second)] = Math.min(first, second);
  }

  /** The set of a member, by its least member. */
  int set(int member) {
    int i = member;
    while (parent[i] != i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  /** Number of sets. */
  int sets() {
    Set<Integer> roots = new LinkedHashSet<>();
    for (int i = 0; i < parent.length; i++) {
      roots.add(set(i));
    }
    return roots.size();
  }
}
