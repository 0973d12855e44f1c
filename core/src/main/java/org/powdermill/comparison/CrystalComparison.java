package org.powdermill.comparison;

import java.util.List;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsException;

/**
 * Synthetic crystals beside real ones (docs/formats.md, comparison.json).
 *
 * @param crystals how many of each side
 * @param classes number of classes; crystals of other groups are left out
 * @param frequencies test of the frequencies of the space groups
 * @param samples properties with numbers
 * @param categories properties with categories
 * @param wyckoff occupation of Wyckoff positions
 */
public record CrystalComparison(
    Triple<Integer> crystals,
    int classes,
    FrequencyTest frequencies,
    List<SampleComparison> samples,
    List<CategoricalComparison> categories,
    WyckoffComparison wyckoff) {

  /** Copies the lists. */
  public CrystalComparison {
    samples = List.copyOf(samples);
    categories = List.copyOf(categories);
  }

  /**
   * Compares. Properties of a lattice type that a side does not have are left out.
   *
   * @throws StatisticsException if a side has no crystals
   */
  public static CrystalComparison of(CrystalSides sides, CrystalStatistics statistics) {
    Triple<Integer> crystals = sides.map(List::size);
    if (crystals.synthetic() == 0 || crystals.statistics() == 0 || crystals.heldOut() == 0) {
      throw new StatisticsException(
          "nothing to compare: %d synthetic crystals, and of the classes %d crystals on the"
                  .formatted(crystals.synthetic(), crystals.statistics())
              + " statistics side, %d held out".formatted(crystals.heldOut()));
    }
    return new CrystalComparison(
        crystals,
        statistics.groups().size(),
        FrequencyTest.of(sides.synthetic(), statistics),
        SampledProperty.all().stream()
            .filter(property -> property.isKnownOf(sides))
            .map(property -> SampleComparison.of(property, sides))
            .toList(),
        CategoricalProperty.all().stream()
            .map(property -> CategoricalComparison.of(property, sides))
            .toList(),
        WyckoffComparison.of(sides, statistics));
  }
}
