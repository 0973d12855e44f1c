package org.powdermill.generation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.crystal.Element;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * The discrete draws of one space group: how many elements, which, on how many sites, on which
 * Wyckoff positions (DESIGN 3, step 1).
 */
final class GroupDraws {

  /** A position without a free coordinate that is taken is drawn again so often. */
  private static final int MAX_REDRAWS = 50;

  private final SpaceGroup group;
  private final boolean lastElementOnOneSite;
  private final WeightedDraw<Integer> elementCount;
  private final WeightedDraw<Element> element;
  private final WeightedDraw<Integer> repetitions;
  private final WeightedDraw<WyckoffPosition> positions;
  private final Map<Element, WeightedDraw<Integer>> repetitionsByElement = new HashMap<>();
  private final Map<Element, WeightedDraw<WyckoffPosition>> positionsByElement = new HashMap<>();
  final DensityFactorDraw densityFactor;

  GroupDraws(
      GroupStatistics statistics,
      CrystalStatistics all,
      GenerationSettings settings,
      NumberedRandom random) {
    this.group = SpaceGroup.of(statistics.spaceGroup());
    this.lastElementOnOneSite = settings.paperCompatible();
    this.elementCount = new WeightedDraw<>(new TreeMap<>(statistics.elementCounts()), random);
    Map<Element, Double> elements = new TreeMap<>(Element.BY_ATOMIC_NUMBER);
    statistics.elements().forEach((symbol, weight) -> elements.put(element(symbol), weight));
    this.element = new WeightedDraw<>(elements, random);
    this.repetitions = new WeightedDraw<>(new TreeMap<>(statistics.repetitions()), random);
    this.positions = positions(statistics.wyckoffPositions(), random);
    if (settings.frequenciesByElement()) {
      statistics
          .repetitionsByElement()
          .forEach(
              (symbol, frequencies) ->
                  repetitionsByElement.put(
                      element(symbol), new WeightedDraw<>(new TreeMap<>(frequencies), random)));
      statistics
          .wyckoffPositionsByElement()
          .forEach(
              (symbol, frequencies) ->
                  positionsByElement.put(element(symbol), positions(frequencies, random)));
    }
    this.densityFactor =
        new DensityFactorDraw(
            statistics,
            all.densityBandwidths().get(0),
            settings.densityByVolume() ? all.densityBandwidths().get(1) : Double.POSITIVE_INFINITY,
            random);
  }

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol)
        .orElseThrow(
            () -> new GenerationException("the statistics name an unknown element " + symbol));
  }

  private WeightedDraw<WyckoffPosition> positions(
      Map<Character, Double> frequencies, NumberedRandom random) {
    Map<WyckoffPosition, Double> byPosition =
        new TreeMap<>((one, other) -> Character.compare(one.letter(), other.letter()));
    frequencies.forEach((letter, weight) -> byPosition.put(group.wyckoffPosition(letter), weight));
    return new WeightedDraw<>(byPosition, random);
  }

  SpaceGroup group() {
    return group;
  }

  /** Draws elements and their Wyckoff positions; the sites of an element stand together. */
  List<SiteDraw> nextSites() {
    int count = Math.min(elementCount.next(), element.size());
    List<Element> used = new ArrayList<>(count);
    List<SiteDraw> sites = new ArrayList<>();
    while (used.size() < count) {
      Element drawn = element.next();
      if (!used.contains(drawn)) {
        used.add(drawn);
        boolean onOneSite = lastElementOnOneSite && used.size() == count;
        place(drawn, onOneSite, sites);
      }
    }
    return sites;
  }

  private void place(Element drawn, boolean onOneSite, List<SiteDraw> sites) {
    int wanted = onOneSite ? 1 : repetitionsByElement.getOrDefault(drawn, repetitions).next();
    WeightedDraw<WyckoffPosition> draw = positionsByElement.getOrDefault(drawn, positions);
    for (int i = 0; i < wanted; i++) {
      WyckoffPosition position = draw.next();
      for (int redraw = 0; isTaken(position, sites); redraw++) {
        if (redraw == MAX_REDRAWS) {
          return;
        }
        position = draw.next();
      }
      sites.add(new SiteDraw(drawn, position));
    }
  }

  private static boolean isTaken(WyckoffPosition position, List<SiteDraw> sites) {
    if (position.degreesOfFreedom() > 0) {
      return false;
    }
    for (SiteDraw site : sites) {
      if (site.position() == position) {
        return true;
      }
    }
    return false;
  }
}
