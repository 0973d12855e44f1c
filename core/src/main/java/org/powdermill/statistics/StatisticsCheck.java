package org.powdermill.statistics;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.powdermill.crystal.Element;
import org.powdermill.symmetry.SpaceGroup;

/** Checks that statistics can be drawn from; the first fault is told in one line. */
final class StatisticsCheck {

  /** More sites of an element than any crystal has that statistics are made of. */
  private static final int MOST_SITES = 1000;

  /** What is rarer beside the others is drawn so seldom that drawing it would not end. */
  private static final double RAREST = 1e-7;

  /** Kernels that are wider than this draw factors outside of what is allowed nearly always. */
  private static final double WIDEST_FACTOR = 100;

  private static final double LEAST_VOLUME_WIDTH = 1e-3;
  private static final double LARGEST = 1e9;
  private static final double LARGEST_PARAMETER = 1000;

  private final String name;

  private StatisticsCheck(String name) {
    this.name = name;
  }

  static void requireValid(CrystalStatistics statistics, String name) {
    StatisticsCheck check = new StatisticsCheck(name);
    check.require(
        !statistics.groups().isEmpty(),
        "no group has %d crystals; make it of more crystals, or with a lower --minimum-crystals",
        statistics.minimumCrystals());
    check.require(
        statistics.densityBandwidths().size() == 2, "there are not two density bandwidths");
    check.requirePositive(statistics.densityBandwidths(), "a density bandwidth");
    check.require(
        statistics.densityBandwidths().get(0) <= WIDEST_FACTOR
            && statistics.densityBandwidths().get(1) >= LEAST_VOLUME_WIDTH,
        "the density bandwidths are %s: want at most %s and at least %s cubic angstrom",
        statistics.densityBandwidths(),
        WIDEST_FACTOR,
        LEAST_VOLUME_WIDTH);
    statistics.groups().forEach(check::requireGroup);
    statistics.lattices().forEach(check::requireLattices);
    for (int number : statistics.groups().keySet()) {
      LatticeType type = LatticeType.ofSpaceGroup(number);
      check.require(
          type == LatticeType.CUBIC || statistics.lattices().containsKey(type),
          "there are no %s lattices for group %d",
          type,
          number);
    }
  }

  private void requireGroup(int number, GroupStatistics group) {
    require(number >= 1 && number <= SpaceGroup.COUNT, "there is no space group %d", number);
    require(group.spaceGroup() == number, "group %d is called %d", number, group.spaceGroup());
    require(group.crystals() > 0, "group %d has no crystals", number);
    requirePositive(List.of(group.classFrequency()), "the class frequency of group " + number);
    requireCounts(group.elementCounts(), "element_counts of group " + number);
    requireCounts(group.elements(), "elements of group " + number);
    requireCounts(group.repetitions(), "repetitions of group " + number);
    requireCounts(group.wyckoffPositions(), "wyckoff_positions of group " + number);
    group.elements().keySet().forEach(this::requireElement);
    requireWholeNumbers(group.elementCounts().keySet(), number);
    requireWholeNumbers(group.repetitions().keySet(), number);
    requireLetters(group.wyckoffPositions().keySet(), number);
    group
        .repetitionsByElement()
        .forEach(
            (element, counts) -> {
              requireElement(element);
              requireCounts(counts, "repetitions_by_element of group " + number);
              requireWholeNumbers(counts.keySet(), number);
            });
    group
        .wyckoffPositionsByElement()
        .forEach(
            (element, counts) -> {
              requireElement(element);
              requireCounts(counts, "wyckoff_positions_by_element of group " + number);
              requireLetters(counts.keySet(), number);
            });
    require(
        !group.atomicVolumes().isEmpty()
            && group.atomicVolumes().size() == group.densityFactors().size(),
        "group %d has %d atomic volumes and %d density factors",
        number,
        group.atomicVolumes().size(),
        group.densityFactors().size());
    requirePositive(group.atomicVolumes(), "an atomic volume of group " + number);
    requirePositive(group.densityFactors(), "a density factor of group " + number);
  }

  private void requireLattices(LatticeType type, List<List<Double>> lattices) {
    require(!lattices.isEmpty(), "there are no %s lattices", type);
    for (List<Double> lattice : lattices) {
      require(
          lattice.size() == type.parameters(),
          "a %s lattice has %d parameters",
          type,
          lattice.size());
      requirePositive(lattice, "a parameter of a %s lattice".formatted(type));
      require(
          lattice.stream().allMatch(parameter -> parameter <= LARGEST_PARAMETER),
          "a parameter of a %s lattice is above %s",
          type,
          LARGEST_PARAMETER);
    }
  }

  private void requireCounts(Map<?, Double> counts, String what) {
    require(!counts.isEmpty(), "%s is empty", what);
    requirePositive(counts.values(), "a number in " + what);
    double sum = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    double least = counts.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    require(
        sum <= LARGEST && least >= RAREST * sum,
        "%s has the sum %s and holds %s: want at most %s, and no share below %s",
        what,
        sum,
        least,
        LARGEST,
        RAREST);
  }

  private void requirePositive(Collection<Double> values, String what) {
    for (Double value : values) {
      require(value != null && value > 0 && value <= LARGEST, "%s is %s", what, value);
    }
  }

  private void requireElement(String symbol) {
    require(Element.ofSymbol(symbol).isPresent(), "'%s' is no element", symbol);
  }

  private void requireWholeNumbers(Collection<Integer> numbers, int group) {
    require(
        numbers.stream().allMatch(k -> k > 0 && k <= MOST_SITES),
        "group %d has a count that is not between 1 and %d",
        group,
        MOST_SITES);
  }

  private void requireLetters(Collection<Character> letters, int group) {
    for (char letter : letters) {
      require(
          SpaceGroup.of(group).wyckoffPositions().stream().anyMatch(p -> p.letter() == letter),
          "group %d has no Wyckoff position %s",
          group,
          letter);
    }
  }

  private void require(boolean condition, String detail, Object... values) {
    if (!condition) {
      throw new StatisticsException(
          "%s cannot be used: %s".formatted(name, String.format(Locale.ROOT, detail, values)));
    }
  }
}
