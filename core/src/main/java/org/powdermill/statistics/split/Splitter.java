package org.powdermill.statistics.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.powdermill.statistics.Sha256;
import org.powdermill.statistics.StatisticsOrigin;
import org.powdermill.statistics.entries.CrystalEntry;

/**
 * Divides crystals into a side for the statistics and one for tests (DESIGN 3, "Split").
 *
 * <p>Types and units (sets of near-duplicates) that share an entry are joined to groups; whole
 * groups are given to a side, in the order of the SHA-256 of seed and name. So the order depends on
 * no library's random numbers and on no order of files, and a new entry does not shuffle the
 * others. A group goes to the statistics side as long as that holds no more than its share of the
 * types.
 */
public final class Splitter {

  private final List<CrystalEntry> entries;
  private final Partition units;
  private final Partition groups;
  private int pairs;
  private int pairsAcrossSources;

  /** For crystals with unique ids. */
  public Splitter(List<CrystalEntry> crystals) {
    entries = new ArrayList<>(crystals);
    entries.sort(Comparator.comparing(CrystalEntry::id));
    units = new Partition(entries.size());
    groups = new Partition(entries.size());
    NearDuplicates.forEachPair(entries, this::joinPair);
    Map<String, Integer> firstOfType = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Integer first = firstOfType.putIfAbsent(entries.get(i).structureType(), i);
      if (first != null) {
        groups.join(first, i);
      }
    }
  }

  private void joinPair(int one, int other) {
    units.join(one, other);
    groups.join(one, other);
    pairs++;
    if (!entries.get(one).source().equals(entries.get(other).source())) {
      pairsAcrossSources++;
    }
  }

  /**
   * Divides them.
   *
   * @param testFraction share of the types (random: of the entries) for tests, 0 to 1
   */
  public Split split(SplitMethod method, double testFraction, long seed) {
    boolean[] test =
        method == SplitMethod.RANDOM
            ? entryByEntry(testFraction, seed)
            : byType(testFraction, seed);
    List<CrystalEntry> statisticsSide = new ArrayList<>();
    List<CrystalEntry> testSide = new ArrayList<>();
    for (int i = 0; i < test.length; i++) {
      (test[i] ? testSide : statisticsSide).add(entries.get(i));
    }
    return new Split(method, testFraction, seed, statisticsSide, testSide, proof(test));
  }

  /**
   * Divides crystals again as they were when statistics were made of them.
   *
   * @return nothing if these cannot be the same crystals, or were not divided
   */
  public static Optional<Split> again(List<CrystalEntry> crystals, StatisticsOrigin origin) {
    if (crystals.size() < origin.crystals() + origin.heldOut()) {
      return Optional.empty();
    }
    return Stream.of(SplitMethod.values())
        .filter(method -> method.toString().equals(origin.split()))
        .map(method -> new Splitter(crystals).split(method, origin.testFraction(), origin.seed()))
        .filter(
            split ->
                split.gathered().size() == origin.crystals()
                    && split.testSide().size() == origin.heldOut())
        .findFirst();
  }

  private boolean[] byType(double testFraction, long seed) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      members.computeIfAbsent(groups.set(i), key -> new ArrayList<>()).add(i);
    }
    Map<String, List<Integer>> inOrder = new TreeMap<>();
    members
        .values()
        .forEach(
            group -> inOrder.put(rank(seed, entries.get(group.get(0)).structureType()), group));
    Set<String> types = types(range(entries.size()));
    long room = Math.round((1 - testFraction) * types.size());
    boolean[] test = new boolean[entries.size()];
    for (List<Integer> group : inOrder.values()) {
      int size = types(group).size();
      if (size <= room) {
        room -= size;
      } else {
        group.forEach(i -> test[i] = true);
      }
    }
    return test;
  }

  private boolean[] entryByEntry(double testFraction, long seed) {
    List<Integer> order = new ArrayList<>(range(entries.size()));
    Map<Integer, String> ranks = new HashMap<>();
    order.forEach(i -> ranks.put(i, rank(seed, entries.get(i).id())));
    order.sort(Comparator.comparing(ranks::get));
    boolean[] test = new boolean[entries.size()];
    order.subList(0, (int) Math.round(testFraction * entries.size())).forEach(i -> test[i] = true);
    return test;
  }

  private static String rank(long seed, String name) {
    return Sha256.of(seed + "\n" + name);
  }

  private static List<Integer> range(int size) {
    List<Integer> range = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      range.add(i);
    }
    return range;
  }

  private Set<String> types(List<Integer> members) {
    Set<String> types = new HashSet<>();
    members.forEach(i -> types.add(entries.get(i).structureType()));
    return types;
  }

  private SplitProof proof(boolean[] test) {
    Set<String> statisticsTypes = new HashSet<>();
    Set<String> testTypes = new HashSet<>();
    Set<Integer> statisticsUnits = new HashSet<>();
    Set<Integer> testUnits = new HashSet<>();
    for (int i = 0; i < test.length; i++) {
      (test[i] ? testTypes : statisticsTypes).add(entries.get(i).structureType());
      (test[i] ? testUnits : statisticsUnits).add(units.set(i));
    }
    return new SplitProof(
        types(range(entries.size())).size(),
        statisticsTypes.size(),
        testTypes.size(),
        common(statisticsTypes, testTypes),
        units.sets(),
        common(statisticsUnits, testUnits),
        pairs,
        pairsAcrossSources,
        groups.sets());
  }

  private static <T> int common(Set<T> one, Set<T> other) {
    return (int) one.stream().filter(other::contains).count();
  }
}
